package io.hotswap.domain.dependency.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.dependency.InMemoryKnownVersions;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A tenant of checkout 2.1.0, which needs tax-rules, and tax-rules 3.0.0.
class TenantNeedsTest {
  private final Deployed deployed = Deployed.of("tax-rules 3.0.0", "checkout 2.1.0");
  private final TenantNeeds needs =
      new TenantNeeds(
          new InMemoryKnownVersions(
              """
              checkout 2.0.0
              checkout 2.1.0: tax-rules >=3.0.0
              tax-rules 2.4.0
              tax-rules 3.0.0
              tax-rules 3.1.0
              """),
          deployed,
          new InMemoryTenantPlugins(),
          TenantDefaults.OPEN);

  private static TenantPlugin unset(String plugin) {
    return TenantPlugin.unset(
        new TenantPluginId(Environment.Development, PluginId.of(plugin), "acme"));
  }

  private static TenantPlugin pinned(String plugin, String version) {
    var routed = new RoutedVersion(version, Digest.over(version), 1, "d", "");
    return unset(plugin)
        .withPin(Optional.of(new Pin(routed, "why", Instant.EPOCH, Optional.empty())));
  }

  private void refused(String detail, TenantPlugin before, TenantPlugin wanted) {
    var refused = assertInstanceOf(Result.Refused.class, needs.checked(before, wanted, "/version"));
    assertEquals(detail, refused.refusal().detail());
  }

  private void done(TenantPlugin before, TenantPlugin wanted) {
    assertEquals(Result.done(wanted), needs.checked(before, wanted, ""));
  }

  @Test
  void what_another_plugin_needs_is_not_disabled_taken_away_or_pinned_elsewhere() {
    var rules = unset("tax-rules");
    var none = "checkout 2.1.0 needs tax-rules >=3.0.0, and tenant acme would have none.";
    refused(none, rules, rules.withEnabled(false));
    refused(none, rules, rules.withAccess(Optional.of(PluginAccess.Refused)));
    refused(
        "checkout 2.1.0 needs tax-rules >=3.0.0, and tenant acme would have 2.4.0.",
        rules,
        pinned("tax-rules", "2.4.0"));
    done(rules, pinned("tax-rules", "3.1.0"));
  }

  @Test
  void a_plugin_whose_needs_are_not_met_is_not_enabled_or_pinned() {
    deployed.deploy("tax-rules", "2.4.0");
    var off = unset("checkout").withEnabled(false);
    var lacks = "checkout 2.1.0 needs tax-rules >=3.0.0, and tenant acme would have 2.4.0.";
    refused(lacks, off, unset("checkout"));
    refused(lacks, pinned("checkout", "2.0.0"), unset("checkout"));
    done(off, pinned("checkout", "2.0.0"));
  }

  @Test
  void what_is_lacking_already_is_no_reason_to_refuse() {
    deployed.deploy("tax-rules", "2.4.0");
    done(unset("tax-rules"), unset("tax-rules").withEnabled(false));
    done(unset("checkout"), unset("checkout").withEnabled(false));
  }
}

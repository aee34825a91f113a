package io.hotswap.domain.tenant.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Reconfigured;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguringTenantTest {
  private static final TenantPluginId ID =
      new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, "acme");

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final InMemoryTenantPlugins settings = new InMemoryTenantPlugins();
  private final InMemoryConfigurations schemas = controlPlane.configurations;
  private final ChangingTenantPlugins changing =
      new ChangingTenantPlugins(settings, controlPlane, TenantLimit.NONE, controlPlane);
  private final ConfigurationFit fit =
      new ConfigurationFit(controlPlane, settings, schemas, controlPlane);
  private final ConfiguringTenant configuring =
      new ConfiguringTenant(changing, fit, schemas, controlPlane);

  @Test
  void a_configuration_is_written_with_the_next_settings_and_its_changes_audited() {
    schemas.allow("1.0.0", "a", "b");
    controlPlane.deploy("1.0.0");
    done(set("{\"a\": 1}"));
    var second = done(set("{\"a\": 2, \"b\": 7}"));
    assertEquals(List.of("/a", "/b"), second.changes());
    assertEquals("{\"a\": 1}", second.before().values());
    assertEquals(2, second.after().settings().configuration());
    assertEquals(2, second.after().settings().revision());
    assertEquals(Set.of("1.0.0"), second.after().effective().keySet());
    var record = settings.audits.getLast();
    assertEquals("/a, /b", record.after().get("changed"));
    assertEquals("1", record.before().get("configuration"));
    assertTrue(record.after().values().stream().noneMatch(it -> it.contains("7")), "no values");
  }

  @Test
  void the_same_configuration_again_writes_nothing() {
    schemas.allow("1.0.0", "a");
    controlPlane.deploy("1.0.0");
    done(set("{\"a\": 1}"));
    assertEquals(List.of(), done(set("{\"a\":1}")).changes());
    assertEquals(1, settings.audits.size());
  }

  @Test
  void where_nothing_serves_there_is_no_schema_to_fit() {
    assertEquals(ErrorCode.NOT_DEPLOYED, refused(set("{}")).code());
  }

  @Test
  void during_a_deployment_it_fits_both_versions_and_so_also_after_a_rollback() {
    schemas.allow("1.0.0", "a");
    schemas.allow("1.1.0", "a", "b");
    controlPlane.deploy("1.0.0");
    controlPlane.deploy("1.1.0");
    var refusal = refused(set("{\"a\": 1, \"b\": 2}"));
    assertEquals(ErrorCode.INVALID_CONFIGURATION, refusal.code());
    assertEquals(List.of("/config/b"), refusal.errors().stream().map(FieldError::pointer).toList());
    assertTrue(refusal.errors().getFirst().expected().contains("1.0.0"));
    done(set("{\"a\": 1}"));
  }

  @Test
  void a_new_property_is_taken_once_no_trigger_can_roll_the_version_back() {
    schemas.allow("1.0.0", "a");
    schemas.allow("1.1.0", "b");
    controlPlane.deploy("1.0.0");
    controlPlane.deploy("1.1.0");
    controlPlane.pass(controlPlane.times.watch().plus(Duration.ofSeconds(1)));
    done(set("{\"b\": 2}"));
    assertEquals("/config/a", refused(set("{\"a\": 1}")).errors().getFirst().pointer());
  }

  @Test
  void a_pinned_tenants_configuration_fits_its_pin_alone() {
    schemas.allow("1.0.0", "a");
    schemas.allow("1.1.0", "b");
    controlPlane.deploy("1.1.0");
    var pin = new Pin(routed("1.0.0"), "why", controlPlane.now, Optional.empty());
    changing.change(command(), TenantPluginEdits.pinned(pin));
    done(set("{\"a\": 1}"));
    var unpinned =
        changing.change(
            command(),
            it -> TenantPluginEdits.unpinned().apply(it).then(next -> fit.checked(next, "")));
    var refusal = refused(unpinned);
    assertEquals(ErrorCode.CONFIGURATION_MISFIT, refusal.code());
    assertTrue(refusal.errors().getFirst().expected().contains("/config/a"), refusal.toString());
    assertTrue(settings.find(ID).orElseThrow().pin().isPresent());
  }

  @Test
  void a_pin_to_a_version_that_the_configuration_does_not_fit_is_refused() {
    schemas.allow("1.0.0", "a");
    schemas.allow("1.1.0", "b");
    controlPlane.deploy("1.1.0");
    done(set("{\"b\": 1}"));
    var wanted =
        settings
            .find(ID)
            .orElseThrow()
            .withPin(
                Optional.of(new Pin(routed("1.0.0"), "why", controlPlane.now, Optional.empty())));
    var refusal = refused(fit.checked(wanted, "/version"));
    assertEquals("/version", refusal.errors().getFirst().pointer());
    assertEquals(wanted.withEnabled(false), done(fit.checked(wanted.withEnabled(false), "")));
  }

  @Test
  void a_dry_run_tells_the_difference_and_writes_nothing() {
    schemas.allow("1.0.0", "a");
    controlPlane.deploy("1.0.0");
    var dry =
        new ChangingTenantPlugins.Command(
            ID, Optional.empty(), true, "test", Optional.empty(), InMemoryControlPlane.ORIGIN);
    assertEquals(List.of("/a"), done(configuring.set(dry, "{\"a\": 1}")).changes());
    assertEquals(Optional.empty(), settings.find(ID));
    assertEquals("{}", done(configuring.find(ID)).values());
  }

  private RoutedVersion routed(String version) {
    var release = controlPlane.find(ID.pluginId(), version).orElseThrow();
    return new RoutedVersion(version, release.digest(), release.size(), "d", "");
  }

  private Result<Reconfigured> set(String values) {
    return configuring.set(command(), values);
  }

  private static ChangingTenantPlugins.Command command() {
    return new ChangingTenantPlugins.Command(
        ID, Optional.empty(), false, "test", Optional.empty(), InMemoryControlPlane.ORIGIN);
  }

  private static <T> T done(Result<T> result) {
    return switch (result) {
      case Result.Done<T>(T value) -> value;
      case Result.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  private static Refusal refused(Result<?> result) {
    return switch (result) {
      case Result.Done<?> done -> throw new AssertionError(done);
      case Result.Refused<?>(Refusal refusal) -> refusal;
    };
  }
}

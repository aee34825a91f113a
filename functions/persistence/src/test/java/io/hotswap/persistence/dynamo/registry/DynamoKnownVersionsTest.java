package io.hotswap.persistence.dynamo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.dependency.VersionRange;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.PackageFormat;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.RegisteredPlugin;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoKnownVersionsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final PluginNeed RULES = new PluginNeed("tax-rules", new VersionRange(">=3.0.0"));

  private Plugins plugins;
  private DynamoKnownVersions known;

  @BeforeEach
  void stage() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    plugins = new DynamoPlugins(Aws.dynamo(), tables, new DynamoUploads(Aws.dynamo(), tables));
    known = new DynamoKnownVersions(Aws.dynamo(), tables);
  }

  private void register(String name, String version, String dependencies) {
    var added =
        new PluginVersion(
            PluginId.of(name),
            name,
            new SemanticVersion(version),
            "t",
            "d",
            Digest.over(name + version),
            1,
            PackageFormat.Jar,
            "{\"dependencies\":%s}".formatted(dependencies),
            NOW,
            "ada",
            "");
    var id = added.pluginId();
    long revision = plugins.find(id).map(RegisteredPlugin::revision).orElse(0L) + 1;
    var plugin = new RegisteredPlugin(id, name, "t", "d", added.version(), 1, NOW, NOW, revision);
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.plugin(id),
            NOW,
            "registerPlugin",
            Origin.system("s", "r", ""),
            Map.of(),
            Map.of());
    assertEquals(
        Plugins.Added.Written,
        plugins.add(
            new Plugins.Addition(
                plugin,
                added,
                VersionChecks.begun(added.pluginId(), added.version(), added.digest(), NOW),
                Optional.empty(),
                plugins.removals(added.digest()),
                audit)));
  }

  @Test
  void needs_are_found_from_both_ends() {
    register("checkout", "2.1.0", "{\"plugins\":{\"tax-rules\":\">=3.0.0\",\"rates\":\"^1.0.0\"}}");
    register("invoices", "1.4.0", "{\"plugins\":{\"tax-rules\":\"<3.0.0\"}}");
    register("invoices", "1.5.0", "{}");
    assertEquals(Set.of("checkout", "invoices"), known.dependents("tax-rules"));
    assertEquals(Set.of("checkout"), known.dependents("rates"));
    assertEquals(Set.of(), known.dependents("checkout"));
    var checkout = known.find("checkout", new SemanticVersion("2.1.0")).orElseThrow();
    assertEquals(
        Set.of(RULES, new PluginNeed("rates", new VersionRange("^1.0.0"))),
        Set.copyOf(checkout.needs()));
    assertEquals(2, known.of("invoices").size());
    assertEquals(List.of(), known.of("tax-rules"));
    assertEquals(Optional.empty(), known.find("checkout", new SemanticVersion("2.2.0")));
  }

  @Test
  void an_array_is_read_as_plugins_and_what_is_no_range_says_nothing() {
    register(
        "checkout",
        "2.1.0",
        """
        [{"plugin": "tax-rules", "version": ">=3.0.0"}, {"plugin": "rates", "version": "1.0.0-.."}]
        """);
    assertEquals(List.of(RULES), known.of("checkout").getFirst().needs());
  }
}

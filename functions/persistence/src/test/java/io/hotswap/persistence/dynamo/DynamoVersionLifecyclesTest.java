package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.lifecycle.VersionLifecyclesContract;
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
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoVersionLifecyclesTest extends VersionLifecyclesContract {
  private static final LocalEngine ENGINE = LocalEngine.shared();
  private static final DynamoDbClient DYNAMO = Aws.dynamo();

  private final Tables tables = new Tables(ENGINE.freshStage().environment());
  private final Plugins plugins =
      new DynamoPlugins(DYNAMO, tables, new DynamoUploads(DYNAMO, tables));

  @Override
  protected VersionLifecycles lifecycles() {
    return new DynamoVersionLifecycles(DYNAMO, tables);
  }

  @Override
  protected void register(String version) {
    var next = next(version, 1);
    var added = version(version);
    var addition =
        new Plugins.Addition(
            next,
            added,
            VersionChecks.begun(added, added.registeredAt()),
            Optional.empty(),
            plugins.removals(added.digest()),
            audit());
    assertEquals(Plugins.Added.Written, plugins.add(addition));
  }

  @Override
  protected void delete(String version) {
    var plugin = plugins.find(SHOP).orElseThrow();
    var next = Optional.of(next(version, -1));
    var removal =
        new Plugins.Removal(plugin, next, List.of(version(version)), Optional.empty(), audit());
    assertEquals(Plugins.Removed.Written, plugins.remove(removal));
  }

  private RegisteredPlugin next(String latest, int more) {
    var before = plugins.find(SHOP);
    return new RegisteredPlugin(
        SHOP,
        "shop",
        "Function",
        "",
        new SemanticVersion(latest),
        before.map(RegisteredPlugin::versions).orElse(0) + more,
        Instant.EPOCH,
        Instant.EPOCH,
        before.map(RegisteredPlugin::revision).orElse(0L) + 1);
  }

  private static PluginVersion version(String version) {
    return new PluginVersion(
        SHOP,
        "shop",
        new SemanticVersion(version),
        "Function",
        "",
        Digest.over(version),
        1,
        PackageFormat.Jar,
        "{}",
        Instant.EPOCH,
        "ada",
        "");
  }

  private static AuditRecord audit() {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.plugin(SHOP),
        Instant.EPOCH,
        "a",
        Origin.system("test", "r", ""),
        Map.of(),
        Map.of());
  }
}

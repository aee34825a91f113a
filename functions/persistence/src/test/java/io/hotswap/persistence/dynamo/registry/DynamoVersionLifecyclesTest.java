package io.hotswap.persistence.dynamo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycle;
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
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoVersionLifecyclesTest extends VersionLifecyclesContract {
  private static final LocalEngine ENGINE = LocalEngine.shared();
  private static final DynamoDbClient DYNAMO = Aws.dynamo();
  private static final SemanticVersion ONE = new SemanticVersion("1.0.0");

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
            VersionChecks.begun(
                added.pluginId(), added.version(), added.digest(), added.registeredAt()),
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

  @Test
  void a_task_begins_with_the_change_and_a_later_one_takes_its_place() {
    var tasks = new DynamoDeprecationTasks(DYNAMO, tables);
    register("1.0.0");
    var first = begun(lifecycles().find(SHOP, ONE), "Old.");
    assertEquals(List.of(first), tasks.open(10));
    assertTrue(tasks.advance(first.at("acme")));
    assertEquals(List.of(first.at("acme")), tasks.open(10));
    var second = begun(lifecycles().find(SHOP, ONE), "Very old.");
    assertFalse(tasks.advance(first.at("umbrella")));
    tasks.end(first);
    assertEquals(List.of(second), tasks.open(10));
    tasks.end(second);
    assertEquals(List.of(), tasks.open(10));
  }

  private DeprecationTask begun(VersionLifecycle before, String message) {
    var said = new Deprecation(message, Optional.empty(), Optional.empty(), Instant.EPOCH);
    var next = before.with(Lifecycle.ACTIVE.with(said));
    var task = DeprecationTask.of(next, Instant.EPOCH);
    var committed = lifecycles().commit(next, Optional.empty(), Optional.of(task), audit());
    assertEquals(VersionLifecycles.Committed.Written, committed);
    return task;
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

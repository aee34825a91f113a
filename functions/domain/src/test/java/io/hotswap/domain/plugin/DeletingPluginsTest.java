package io.hotswap.domain.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.dependency.InMemoryKnownVersions;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeletingPluginsTest {
  private static final Origin ORIGIN = new Origin("sub-1", "ada", Set.of(), "r-1", "");
  private static final PluginId DEMO = PluginId.of("demo");

  private final InMemoryPlugins plugins = new InMemoryPlugins();
  private final InMemoryBinaries binaries = new InMemoryBinaries();
  private final InMemoryTenantPlugins settings = new InMemoryTenantPlugins();
  private final DeletingPlugins deleting =
      new DeletingPlugins(
          plugins, binaries, settings, new InMemoryKnownVersions(""), InstantSource.system());

  @Test
  void more_versions_than_one_transaction_holds_go_oldest_first() {
    add(200);
    assertInstanceOf(Result.Done.class, deleting.delete(DEMO, ORIGIN));
    assertTrue(plugins.plugins.isEmpty());
    assertTrue(plugins.versions.isEmpty());
    assertTrue(binaries.stored.isEmpty());
    assertEquals(10, plugins.audit.size());
    var first = plugins.audit.getFirst();
    assertTrue(first.before().getOrDefault("removed", "").startsWith("1.0.0@sha256:"));
    assertEquals("180", first.after().get("versions"));
    assertEquals("1.199.0", first.after().get("latestVersion"));
    var erasure = plugins.erasures.getFirst();
    assertEquals(new ErasedPlugin(DEMO), erasure.subject());
    assertEquals(1, plugins.erasures.size(), "with the last versions");
  }

  @Test
  void nothing_goes_while_it_is_in_use() {
    add(1);
    plugins.inUse = true;
    assertEquals(ErrorCode.PLUGIN_IN_USE, refused());
    assertEquals(1, plugins.versions.size());
    assertEquals(1, binaries.stored.size());
  }

  @Test
  void nothing_goes_while_a_version_of_another_plugin_needs_it() {
    add(1);
    var known = new InMemoryKnownVersions("shop 2.0.0\nshop 2.1.0: demo ^1.0.0");
    var needed = new DeletingPlugins(plugins, binaries, settings, known, InstantSource.system());
    var refused = assertInstanceOf(Result.Refused.class, needed.delete(DEMO, ORIGIN));
    assertEquals(ErrorCode.PLUGIN_IN_USE, refused.refusal().code());
    assertEquals("shop 2.1.0 needs demo; delete shop first.", refused.refusal().detail());
    assertEquals(1, plugins.versions.size());
  }

  @Test
  void nothing_goes_while_a_tenant_is_pinned_to_it() {
    add(1);
    var routed = new RoutedVersion("1.0.0", Digest.over("1.0.0"), 1, "d", "t");
    var pin = new Pin(routed, "why", Instant.EPOCH, Optional.empty());
    var pinned = TenantPlugin.unset(new TenantPluginId(Environment.QA, DEMO, "acme"));
    changed(pinned.withPin(Optional.of(pin)).written(Instant.EPOCH));
    assertEquals(ErrorCode.PLUGIN_IN_USE, refused());
    assertEquals(1, plugins.versions.size());
    changed(pinned.written(Instant.EPOCH).written(Instant.EPOCH));
    assertInstanceOf(Result.Done.class, deleting.delete(DEMO, ORIGIN));
  }

  private void changed(TenantPlugin next) {
    var id = next.id();
    var subject = AuditSubject.tenantPlugin(id.environment(), id.tenant(), id.pluginId());
    var audit =
        new AuditRecord(UUID.randomUUID(), subject, Instant.EPOCH, "a", ORIGIN, Map.of(), Map.of());
    assertTrue(settings.commit(next, audit));
  }

  @Test
  void a_version_registered_meanwhile_goes_too() {
    add(1);
    plugins.interrupt = () -> add(1, 5);
    assertInstanceOf(Result.Done.class, deleting.delete(DEMO, ORIGIN));
    assertTrue(plugins.versions.isEmpty());
    assertTrue(binaries.stored.isEmpty());
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertEquals(ErrorCode.PLUGIN_NOT_FOUND, refused());
  }

  private ErrorCode refused() {
    return ((Result.Refused<RegisteredPlugin>) deleting.delete(DEMO, ORIGIN)).refusal().code();
  }

  private void add(int count) {
    add(count, 0);
  }

  private void add(int count, int from) {
    for (int i = from; i < from + count; i++) {
      var version =
          new PluginVersion(
              DEMO,
              "demo",
              new SemanticVersion("1." + i + ".0"),
              "example",
              "Echoes",
              RegisteringPluginsTest.digest(i),
              5,
              PackageFormat.Jar,
              "{}",
              Instant.EPOCH,
              "ada",
              "");
      var before = plugins.find(DEMO);
      plugins.plugins.put(
          DEMO,
          before.map(it -> it.with(version)).orElseGet(() -> RegisteredPlugin.first(version)));
      plugins.versions.add(version);
      binaries.stored.add(version.digest());
    }
  }
}

package io.hotswap.domain.tenant.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningErasuresTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Origin ORIGIN = Origin.system("s", "r", "");
  private static final PluginId SHOP = PluginId.of("shop");
  private static final PluginId OTHER = PluginId.of("other");

  private final InMemoryTenantPlugins settings = new InMemoryTenantPlugins();
  private final InMemoryErasures erasures = new InMemoryErasures();
  private final List<DataKind> begun = new ArrayList<>();
  private Instant now = NOON;
  private int kindsUntilKilled = -1;

  private final List<ErasableData> data =
      List.of(
          killable(new Note(DataKind.Usage)),
          killable(new ErasableSettings(settings, () -> now)),
          killable(new Note(DataKind.Secrets)));
  private final InMemoryErasureLedger ledger = new InMemoryErasureLedger();
  private final RunningErasures running = new RunningErasures(erasures, ledger, data, () -> now);
  private final StartingErasures starting =
      new StartingErasures(erasures, List.of(new ErasableSettings(settings, () -> now)), () -> now);

  /// Data of which there is nothing.
  private record Note(DataKind kind) implements ErasableData {
    @Override
    public Progress erase(Erasure erasure, Instant deadline) {
      return Progress.DONE;
    }
  }

  private ErasableData killable(ErasableData data) {
    return new ErasableData() {
      @Override
      public DataKind kind() {
        return data.kind();
      }

      @Override
      public Progress erase(Erasure erasure, Instant deadline) {
        begun.add(kind());
        var done = data.erase(erasure, deadline);
        if (kindsUntilKilled-- == 0) {
          throw new IllegalStateException("killed before it is recorded");
        }
        return done;
      }
    };
  }

  private void set(Environment environment, PluginId plugin, String tenant) {
    var id = new TenantPluginId(environment, plugin, tenant);
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(environment, tenant, plugin),
            NOON,
            "a",
            ORIGIN,
            Map.of(),
            Map.of());
    assertTrue(settings.commit(TenantPlugin.unset(id).withEnabled(false).written(NOON), audit));
  }

  private void everybodySets() {
    for (var environment : Environment.values()) {
      for (var tenant : List.of("acme", "umbrella")) {
        set(environment, SHOP, tenant);
        set(environment, OTHER, tenant);
      }
    }
  }

  private Set<String> left() {
    return List.of(Environment.values()).stream()
        .flatMap(
            it -> List.of(SHOP, OTHER).stream().flatMap(of -> settings.ofPlugin(it, of).stream()))
        .map(it -> it.id().tenant() + " " + it.id().pluginId())
        .collect(Collectors.toSet());
  }

  private Erasure run() {
    return running.run(Instant.MAX).getFirst();
  }

  private void later() {
    now = now.plus(Duration.ofMinutes(10));
  }

  @Test
  void a_tenants_settings_go_in_all_environments_and_nobody_elses() {
    everybodySets();
    var erasure = starting.start(UUID.randomUUID(), "acme", ORIGIN);
    assertEquals(Map.of(DataKind.Settings, 8L), erasure.found());
    assertFalse(run().hasEnded(), "nodes report what was called before");
    assertEquals(Set.of("umbrella " + SHOP, "umbrella " + OTHER), left());
    later();
    var ended = run();
    assertTrue(ended.hasEnded());
    assertEquals(List.of(DataKind.Secrets, DataKind.Settings, DataKind.Usage), ended.erased());
    assertEquals(
        List.of(
            DataKind.Secrets,
            DataKind.Settings,
            DataKind.Secrets,
            DataKind.Settings,
            DataKind.Usage),
        begun);
    assertEquals(List.of(), running.run(Instant.MAX));
  }

  @Test
  void what_was_being_written_when_it_was_asked_for_goes_too() {
    starting.start(UUID.randomUUID(), "acme", ORIGIN);
    assertEquals(List.of(DataKind.Secrets, DataKind.Settings), run().erased());
    set(Environment.QA, SHOP, "acme");
    later();
    assertTrue(run().hasEnded());
    assertEquals(Set.of(), left());
  }

  @Test
  void those_that_wait_hold_up_nobody() {
    for (int tenant = 0; tenant < 30; tenant++) {
      now = now.plusSeconds(1);
      starting.start(UUID.randomUUID(), "tenant-" + tenant, ORIGIN);
      running.run(Instant.MAX);
    }
    set(Environment.QA, SHOP, "acme");
    var last = starting.start(UUID.randomUUID(), "acme", ORIGIN);
    running.run(Instant.MAX);
    assertEquals(Set.of(), left());
    assertFalse(erasures.find(last.id()).orElseThrow().erased().isEmpty());
  }

  @Test
  void a_tenant_is_erased_once_at_a_time() {
    var first = starting.start(UUID.randomUUID(), "acme", ORIGIN);
    assertEquals(first, starting.start(UUID.randomUUID(), "acme", ORIGIN));
    later();
    run();
    var second = starting.start(UUID.randomUUID(), "acme", ORIGIN);
    assertNotEquals(first.id(), second.id());
  }

  @Test
  void what_was_set_of_a_deleted_plugin_for_every_tenant_goes() {
    set(Environment.QA, SHOP, TenantPluginId.EVERY_TENANT);
    set(Environment.QA, OTHER, TenantPluginId.EVERY_TENANT);
    var erasure = Erasure.begun(UUID.randomUUID(), new ErasedPlugin(SHOP), ORIGIN, Map.of(), now);
    assertTrue(erasures.create(erasure, ErasureAudits.begun(erasure)));
    run();
    assertEquals(Set.of("* " + OTHER), left());
  }

  @Test
  void what_tenants_have_of_a_deleted_plugin_goes() {
    everybodySets();
    var erasure = Erasure.begun(UUID.randomUUID(), new ErasedPlugin(SHOP), ORIGIN, Map.of(), now);
    assertTrue(erasures.create(erasure, ErasureAudits.begun(erasure)));
    run();
    assertEquals(Set.of("acme " + OTHER, "umbrella " + OTHER), left());
  }

  @Test
  void the_certificate_says_what_was_erased_and_for_whom() {
    everybodySets();
    var erasure = starting.start(UUID.randomUUID(), "acme", ORIGIN);
    later();
    run();
    var certificate = erasures.audits.getLast();
    assertEquals("completeErasure", certificate.action());
    assertEquals(AuditSubject.tenant("acme"), certificate.subject());
    assertEquals(ORIGIN, certificate.origin());
    assertEquals(
        Map.of(
            "erasure", erasure.id().toString(),
            "erased", "Secrets, Settings, Usage",
            "foundSettings", "8",
            "dataKeys", "destroyed",
            "requestedAt", NOON.toString()),
        certificate.after());
    assertEquals("deleteTenant", erasures.audits.getFirst().action());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void killed_after_any_kind_it_ends_the_same(int kinds) {
    everybodySets();
    starting.start(UUID.randomUUID(), "acme", ORIGIN);
    later();
    kindsUntilKilled = kinds;
    assertThrows(PartialFailure.class, () -> running.run(Instant.MAX));
    endsTheSame();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 7})
  void killed_among_the_settings_it_ends_the_same(int erased) {
    everybodySets();
    starting.start(UUID.randomUUID(), "acme", ORIGIN);
    later();
    settings.failAfter(erased);
    assertThrows(PartialFailure.class, () -> running.run(Instant.MAX));
    assertTrue(left().contains("acme " + SHOP) || left().contains("acme " + OTHER));
    endsTheSame();
  }

  private void endsTheSame() {
    assertTrue(run().hasEnded());
    assertEquals(Set.of("umbrella " + SHOP, "umbrella " + OTHER), left());
    assertEquals("8", erasures.audits.getLast().after().get("foundSettings"));
    assertEquals(2, erasures.audits.size(), "one certificate");
    assertEquals(24, settings.audits.size(), "each was set once, and acme's were erased once");
  }

  @Test
  void after_the_deadline_nothing_is_begun() {
    everybodySets();
    starting.start(UUID.randomUUID(), "acme", ORIGIN);
    assertEquals(List.of(), running.run(NOON).getFirst().erased());
    assertEquals(List.of(), begun);
  }

  @Test
  void what_a_restore_brought_back_is_erased_again_and_what_was_set_later_too() {
    everybodySets();
    var erasure = starting.start(UUID.randomUUID(), "acme", ORIGIN);
    run();
    set(Environment.QA, SHOP, "acme");
    var replaying = new ReplayingErasures(ledger, erasures, data);
    var done = replaying.replay(NOON);
    assertEquals(List.of(erasure.id()), done.stream().map(it -> it.erasure().id()).toList());
    assertEquals(List.of(), done.getFirst().left());
    assertEquals(Set.of("umbrella " + SHOP, "umbrella " + OTHER), left());
    assertEquals(done, replaying.replay(NOON), "it may be repeated");
    assertEquals(List.of(), replaying.replay(NOON.plus(Duration.ofDays(2))), "erased before");
  }

  @Test
  void a_tenant_that_was_created_anew_before_the_restored_time_stays() {
    starting.start(UUID.randomUUID(), "acme", ORIGIN);
    later();
    assertTrue(run().hasEnded());
    set(Environment.QA, SHOP, "acme");
    var replaying = new ReplayingErasures(ledger, erasures, data);
    assertEquals(List.of(), replaying.replay(now.plus(Duration.ofHours(1))));
    assertEquals(Set.of("acme " + SHOP), left());
    assertEquals(1, replaying.replay(NOON.plusSeconds(1)).size(), "it had not ended then");
    assertEquals(Set.of(), left());
  }

  @Test
  void the_ledger_has_an_erasure_before_anything_goes() {
    everybodySets();
    starting.start(UUID.randomUUID(), "acme", ORIGIN);
    settings.failAfter(0);
    kindsUntilKilled = 0;
    assertThrows(PartialFailure.class, () -> running.run(Instant.MAX));
    assertEquals(1, ledger.since(NOON).size());
  }
}

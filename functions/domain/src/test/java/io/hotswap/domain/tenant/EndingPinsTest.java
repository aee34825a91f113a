package io.hotswap.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.EndingPins.DuePin;
import io.hotswap.domain.tenant.EndingPins.Outcome;
import io.hotswap.domain.tenant.directory.InMemoryRegisteredTenants;
import io.hotswap.domain.tenant.directory.OngoingErasure;
import io.hotswap.domain.tenant.directory.RegisteredTenant.Contact;
import io.hotswap.domain.tenant.directory.RegisteringTenants;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EndingPinsTest {
  private static final Origin SYSTEM = Origin.system("reconciliation", "r1", "");

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final InMemoryTenantPlugins stored = new InMemoryTenantPlugins();
  private final InMemoryRegisteredTenants tenants = new InMemoryRegisteredTenants();
  private final EndingPins ending =
      new EndingPins(
          stored,
          stored,
          new ChangingTenantPlugins(stored, controlPlane, TenantLimit.NONE, controlPlane),
          tenants,
          controlPlane,
          it -> it,
          controlPlane);
  private final Instant end = controlPlane.now.plus(Duration.ofDays(3));

  @Test
  void a_pin_is_announced_a_day_before_it_is_ended() {
    var acme = pinned("acme", end);
    assertEquals(List.of(), run());
    controlPlane.now = end.minus(Duration.ofDays(1));
    assertEquals(List.of(new DuePin(acme, pin(end), Outcome.Announced)), run());
    var message = stored.messages.values().iterator().next();
    assertTrue(message.text().contains("markdown 1.0.0"), message.text());
    assertEquals(List.of(), run());
    controlPlane.now = end;
    assertEquals(List.of(new DuePin(acme, pin(end), Outcome.Ended)), run());
    assertEquals(Optional.empty(), stored.find(acme).orElseThrow().pin());
    assertEquals(1, stored.messages.size());
  }

  @Test
  void the_tenants_contacts_are_told_too_but_not_why_it_was_pinned() {
    new RegisteringTenants(tenants, controlPlane)
        .create("acme", "Acme", List.of(new Contact("Ada", "ada@example.com")), false, SYSTEM);
    pinned("acme", end);
    pinned("umbrella", end);
    controlPlane.now = end.minus(Duration.ofDays(1));
    run();
    var contacts = new Audience.TenantContacts("acme", List.of("ada@example.com"));
    var told = stored.messages.values().stream().filter(it -> it.to().equals(contacts)).toList();
    assertEquals(1, told.size());
    assertFalse(told.getFirst().text().contains("secret reason"), told.toString());
    var operators =
        stored.messages.values().stream().filter(it -> it.to() instanceof Audience.Operators);
    assertTrue(operators.allMatch(it -> it.text().contains("secret reason")));
    assertEquals(3, stored.messages.size());
  }

  @Test
  void it_is_ended_as_a_change_of_the_settings_by_the_system() {
    var acme = pinned("acme", end);
    controlPlane.now = end;
    run();
    assertEquals(2, stored.find(acme).orElseThrow().revision());
    assertEquals(2, stored.changeCounts(acme.environment()).get(acme.shard()));
    AuditRecord record = stored.audits.getLast();
    assertEquals("endPin", record.action());
    assertEquals("system:reconciliation", record.origin().actor());
    assertEquals("1.0.0", record.before().get("version"));
    assertEquals("The pin expired.", record.after().get("reason"));
    assertEquals(List.of(), run());
    assertEquals(2, stored.audits.size());
  }

  @Test
  void a_pin_that_is_prolonged_at_that_moment_stays() {
    var acme = pinned("acme", end);
    controlPlane.now = end;
    var later = end.plus(Duration.ofDays(7));
    var racing =
        new ChangingTenantPlugins(
            new BeforeCommit(stored, () -> prolonged(acme, later)),
            controlPlane,
            TenantLimit.NONE,
            controlPlane);
    var late =
        new EndingPins(stored, stored, racing, tenants, controlPlane, it -> it, controlPlane);
    assertEquals(List.of(), late.end(SYSTEM, Instant.MAX));
    assertEquals(Optional.of(pin(later)), stored.find(acme).orElseThrow().pin());
  }

  @Test
  void an_outage_of_hours_delays_the_end_and_loses_none() {
    var acme = pinned("acme", end);
    var umbrella = pinned("umbrella", end.plusSeconds(5));
    controlPlane.now = end.plus(Duration.ofHours(9));
    assertEquals(
        List.of(acme, umbrella),
        run().stream().filter(it -> it.outcome() == Outcome.Ended).map(DuePin::id).toList());
  }

  @Test
  void of_a_tenant_that_is_being_erased_nobody_is_told() {
    var acme = pinned("acme", end);
    stored.erased.put(new ErasedTenant("acme"), new OngoingErasure(UUID.randomUUID()));
    controlPlane.now = end;
    assertEquals(List.of(), run());
    assertEquals(Map.of(), stored.messages);
    assertEquals(Optional.of(pin(end)), stored.find(acme).orElseThrow().pin());
  }

  @Test
  void the_pin_of_a_deleted_plugin_is_ended_too() {
    var gone = new TenantPluginId(Environment.QA, PluginId.of("gone"), "acme");
    commit(TenantPlugin.unset(gone).withPin(Optional.of(pin(end))));
    controlPlane.now = end;
    assertEquals(List.of(new DuePin(gone, pin(end), Outcome.Ended)), run());
  }

  @Test
  void one_that_fails_keeps_no_other_from_its_end() {
    var broken = pinned("broken", end);
    var acme = pinned("acme", end.plusSeconds(1));
    controlPlane.now = end.plusSeconds(1);
    var failing =
        new ChangingTenantPlugins(
            new BeforeCommit(
                stored,
                () -> {
                  throw new IllegalStateException("throttled");
                }),
            controlPlane,
            TenantLimit.NONE,
            controlPlane);
    var ending =
        new EndingPins(stored, stored, failing, tenants, controlPlane, it -> it, controlPlane);
    var failure = assertThrows(PartialFailure.class, () -> ending.end(SYSTEM, Instant.MAX));
    assertEquals(
        List.of(new DuePin(acme, pin(end.plusSeconds(1)), Outcome.Ended)), failure.results());
    assertEquals(Map.of(broken.toString(), "throttled"), messages(failure));
  }

  @Test
  void one_whose_tenant_could_not_move_stays_and_people_are_told_once() {
    var acme = pinned("acme", end);
    var umbrella = pinned("umbrella", end);
    controlPlane.now = end;
    var misfit = new FieldError("/version", "an integer at /config/most", "Change it.");
    var unfit =
        new EndingPins(
            stored,
            stored,
            new ChangingTenantPlugins(stored, controlPlane, TenantLimit.NONE, controlPlane),
            tenants,
            controlPlane,
            it ->
                it instanceof Result.Done<TenantPlugin>(var wanted) && wanted.id().equals(acme)
                    ? Result.refused(
                        new Refusal(
                            ErrorCode.CONFIGURATION_MISFIT, "It does not fit.", List.of(misfit)))
                    : it,
            controlPlane);
    var waiting = new DuePin(acme, pin(end), Outcome.Waiting);
    assertEquals(
        Set.of(waiting, new DuePin(umbrella, pin(end), Outcome.Ended)),
        Set.copyOf(unfit.end(SYSTEM, Instant.MAX)));
    assertEquals(List.of(waiting), unfit.end(SYSTEM, Instant.MAX), "each minute");
    assertEquals(Optional.of(pin(end)), stored.find(acme).orElseThrow().pin());
    assertEquals(1, stored.messages.size());
    var told = stored.messages.values().iterator().next();
    assertTrue(told.subject().endsWith("has expired and stays"), told.subject());
    assertTrue(told.text().contains("an integer at /config/most"), told.text());
  }

  @Test
  void nothing_is_begun_with_after_the_deadline() {
    pinned("acme", end);
    controlPlane.now = end;
    assertEquals(List.of(), ending.end(SYSTEM, end));
    assertEquals(1, stored.audits.size());
  }

  private static Map<String, String> messages(PartialFailure failure) {
    return failure.failures().entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, it -> String.valueOf(it.getValue().getMessage())));
  }

  private List<DuePin> run() {
    return ending.end(SYSTEM, Instant.MAX);
  }

  private Pin pin(Instant until) {
    var routed = new RoutedVersion("1.0.0", Digest.over("1.0.0"), 1, "d", "t");
    return new Pin(routed, "secret reason", Instant.EPOCH, Optional.of(until));
  }

  private TenantPluginId pinned(String tenant, Instant until) {
    var id = new TenantPluginId(Environment.Production, InMemoryControlPlane.MARKDOWN, tenant);
    commit(TenantPlugin.unset(id).withPin(Optional.of(pin(until))));
    return id;
  }

  private void prolonged(TenantPluginId id, Instant until) {
    commit(stored.find(id).orElseThrow().withPin(Optional.of(pin(until))));
  }

  private void commit(TenantPlugin wanted) {
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(
                wanted.id().environment(), wanted.id().tenant(), wanted.id().pluginId()),
            controlPlane.now,
            "a",
            SYSTEM,
            Map.of(),
            Map.of());
    assertTrue(stored.commit(wanted.written(controlPlane.now), audit));
  }
}

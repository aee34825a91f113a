package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationDates;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.lifecycle.operations.TellingDeprecations;
import io.hotswap.domain.lifecycle.operations.VersionAudience;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.directory.RegisteredTenant.Contact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the schedule tells of deprecated versions, with no more than its role allows.
class DeprecationTest extends Reconciled {
  private static final Environment WHERE = Environment.Production;
  private static final Instant SINCE = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant END = Instant.parse("2027-01-31T12:00:00Z");

  @Test
  void who_is_served_by_it_by_default_or_by_a_pin_is_told_once_and_nobody_else() {
    serves("1.1.0");
    calls("acme", "umbrella", "nobody");
    tenant("acme");
    tenant("umbrella");
    tenant("away");
    pinned("umbrella", "1.0.0");
    pinned("away", "1.0.0");
    deprecated("1.1.0", "It rounds down.");
    for (int i = 0; i < 2; i++) {
      reconcile();
      var only = messages().getFirst();
      assertEquals(1, messages().size());
      assertEquals(Message.Kind.VersionDeprecated, only.kind());
      var acme = new Message.Audience.TenantContacts("acme", List.of("acme@example.com"));
      assertEquals(acme, only.to());
      assertTrue(
          only.text().contains("its life ends at " + END + ": It rounds down."), only.text());
      assertTrue(only.text().contains("Then it goes on serving, without support."), only.text());
      assertTrue(only.text().contains("It serves tenant acme in: Production."), only.text());
    }
    deprecated("1.0.0", "Old.");
    reconcile();
    var told = messages().stream().map(Message::to).map(DeprecationTest::tenant);
    assertEquals(List.of("acme", "away", "umbrella"), told.sorted().toList());
  }

  @Test
  void nodes_learn_of_it_from_what_is_set_for_every_tenant_and_of_its_end() {
    deprecated("1.0.0", "Old.");
    reconcile();
    var dates = Map.of("1.0.0", new DeprecationDates(SINCE, Optional.of(END)));
    for (var environment : Environment.values()) {
      assertEquals(dates, everyTenant(environment).deprecated());
    }
    changed("1.0.0", Lifecycle.ACTIVE);
    reconcile();
    assertEquals(Map.of(), everyTenant(WHERE).deprecated());
    assertEquals(2, everyTenant(WHERE).revision());
    assertEquals(List.of(), plane.stores().deprecationTasks().open(10));
    reconcile();
    assertEquals(2, everyTenant(WHERE).revision());
  }

  @Test
  void who_is_still_served_by_it_shortly_before_its_end_is_told_once_more() {
    serves("1.1.0");
    tenant("acme");
    tenant("umbrella");
    pinned("acme", "1.0.0");
    pinned("umbrella", "1.0.0");
    var end = Instant.now().plus(Duration.ofDays(6));
    deprecated("1.0.0", "Old.", end, end.minus(Duration.ofDays(8)));
    reconcile();
    assertEquals(2, messages().size(), "the first has to be told before");
    write(settings("umbrella").withPin(Optional.empty()));
    for (int i = 0; i < 2; i++) {
      reconcile();
      var second = messages().stream().filter(it -> it.subject().contains("still")).toList();
      assertEquals(List.of("acme"), second.stream().map(it -> tenant(it.to())).toList());
      assertEquals(
          "markdown 1.0.0, which still serves acme, ends at " + end, second.getFirst().subject());
      assertEquals(3, messages().size());
    }
    var audit =
        plane
            .stores()
            .auditEntries()
            .of(AuditSubject.plugin(ControlPlane.MARKDOWN), PageRequest.first(1));
    assertEquals("remindOfEndOfLife", audit.items().getFirst().record().action());
  }

  @Test
  void who_was_told_no_longer_ago_is_not_told_again() {
    serves("1.0.0");
    calls("acme");
    tenant("acme");
    var end = Instant.now().plus(Duration.ofDays(6));
    deprecated("1.0.0", "Old.", end, end.minus(Duration.ofDays(6)));
    for (int i = 0; i < 3; i++) {
      reconcile();
    }
    assertEquals(
        List.of("markdown 1.0.0, which serves acme, is deprecated"),
        messages().stream().map(Message::subject).toList());
  }

  @Test
  void it_is_carried_on_where_it_was_interrupted() {
    serves("1.0.0");
    var names = IntStream.range(0, 230).mapToObj("t-%03d"::formatted).toList();
    calls(names.toArray(String[]::new));
    names.forEach(this::tenant);
    deprecated("1.0.0", "Old.");
    var outbox = new Breaking(plane.stores().outbox(), 130);
    var origin = Origin.system("test", "r", "");
    var until = Instant.now().plusSeconds(600);
    assertThrows(PartialFailure.class, () -> telling(outbox).tell(origin, until));
    assertEquals(
        Optional.of("t-099"), plane.stores().deprecationTasks().open(1).getFirst().position());
    var told = telling(outbox).tell(origin, until);
    assertEquals(130, told.getFirst().messages());
    assertTrue(told.getFirst().ended());
    assertEquals(names, List.copyOf(outbox.tenants));
    assertEquals(names.size(), outbox.ids.size());
    assertEquals(List.of(), plane.stores().deprecationTasks().open(1));
  }

  /// Breaks once, after so many messages.
  private static final class Breaking implements Outbox {
    private final Outbox outbox;
    private int left;
    private final Set<UUID> ids = new HashSet<>();
    private final Set<String> tenants = new TreeSet<>();

    Breaking(Outbox outbox, int left) {
      this.outbox = outbox;
      this.left = left;
    }

    @Override
    public void put(List<Message> messages) {
      for (var message : messages) {
        if (left-- == 0) {
          throw new IllegalStateException("killed");
        }
        outbox.put(List.of(message));
        ids.add(message.id());
        tenants.add(tenant(message.to()));
      }
    }

    @Override
    public List<Dispatch> find(Collection<UUID> wanted) {
      return outbox.find(wanted);
    }

    @Override
    public List<Dispatch> due(Instant now, int atMost) {
      return outbox.due(now, atMost);
    }

    @Override
    public Optional<Dispatch> write(Dispatch changed) {
      return outbox.write(changed);
    }
  }

  private TellingDeprecations telling(Outbox outbox) {
    var stores = plane.stores();
    var settings = stores.tenantPlugins();
    return new TellingDeprecations(
        stores.versionLifecycles(),
        stores.deprecationTasks(),
        new ChangingTenantPlugins(settings, stores.releases(), TenantLimit.NONE, Clock.systemUTC()),
        new VersionAudience(stores.routing(), settings, stores.tenants()),
        stores.registeredTenants(),
        stores.releases(),
        outbox,
        EndOfLifeAction.Keep,
        Clock.systemUTC());
  }

  private static String tenant(Message.Audience to) {
    return ((Message.Audience.TenantContacts) to).tenant();
  }

  private void deprecated(String version, String message) {
    deprecated(version, message, END, SINCE);
  }

  private void deprecated(String version, String message, Instant end, Instant since) {
    var deprecation = new Deprecation(message, Optional.empty(), Optional.of(end), since);
    changed(version, Lifecycle.ACTIVE.with(deprecation));
  }

  private void changed(String version, Lifecycle lifecycle) {
    var lifecycles = plane.stores().versionLifecycles();
    var next = lifecycles.find(ControlPlane.MARKDOWN, new SemanticVersion(version)).with(lifecycle);
    var task = DeprecationTask.of(next, Instant.now());
    var audit = audit(AuditSubject.plugin(ControlPlane.MARKDOWN));
    assertEquals(
        VersionLifecycles.Committed.Written,
        lifecycles.commit(next, Optional.empty(), Optional.of(task), audit));
  }

  private TenantPlugin everyTenant(Environment environment) {
    var id = TenantPluginId.ofEveryTenant(environment, ControlPlane.MARKDOWN);
    return plane.stores().tenantPlugins().find(id).orElseThrow();
  }

  private void serves(String version) {
    var document =
        new RoutingDraft(ControlPlane.MARKDOWN, "markdown", WHERE)
            .withVersion(routed(version))
            .withDefaultVersion(Optional.of(version))
            .build("d", Instant.now(), "");
    var audit = audit(AuditSubject.routing(WHERE, ControlPlane.MARKDOWN));
    assertTrue(plane.stores().routing().commit(document, audit));
  }

  private void calls(String... tenants) {
    var stores = plane.stores();
    stores.tenants().record(WHERE, ControlPlane.MARKDOWN, Set.of(tenants), Instant.now());
  }

  private void tenant(String id) {
    var contacts = List.of(new Contact(id, id + "@example.com"));
    var tenant = new RegisteredTenant(id, id, contacts, SINCE, SINCE, 1);
    assertTrue(plane.stores().registeredTenants().commit(tenant, audit(AuditSubject.tenant(id))));
  }

  private void pinned(String tenant, String version) {
    var id = new TenantPluginId(WHERE, ControlPlane.MARKDOWN, tenant);
    var pin = new Pin(routed(version), "why", SINCE, Optional.empty());
    write(TenantPlugin.unset(id).withPin(Optional.of(pin)));
  }

  private TenantPlugin settings(String tenant) {
    var id = new TenantPluginId(WHERE, ControlPlane.MARKDOWN, tenant);
    return plane.stores().tenantPlugins().find(id).orElseThrow();
  }

  private void write(TenantPlugin settings) {
    var subject = AuditSubject.tenantPlugin(WHERE, settings.id().tenant(), ControlPlane.MARKDOWN);
    var written = settings.written(SINCE);
    assertTrue(plane.stores().tenantPlugins().commit(written, Optional.empty(), audit(subject)));
  }

  private static RoutedVersion routed(String version) {
    return new RoutedVersion(version, Digest.over(version), 10, "d", "t");
  }

  private static AuditRecord audit(AuditSubject subject) {
    var origin = Origin.system("test", "r", "");
    return new AuditRecord(
        UUID.randomUUID(), subject, Instant.now(), "a", origin, Map.of(), Map.of());
  }

  private List<Message> messages() {
    return plane.stores().outbox().due(Instant.now().plusSeconds(60), 10).stream()
        .map(Dispatch::message)
        .toList();
  }
}

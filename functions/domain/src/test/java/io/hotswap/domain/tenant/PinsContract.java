package io.hotswap.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of pins does.
public abstract class PinsContract {
  private static final Environment HERE = Environment.QA;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");
  private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

  protected abstract TenantPlugins tenantPlugins();

  protected abstract Pins pins();

  /// Ids of what is in the outbox.
  protected abstract List<UUID> messages();

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(HERE, SHOP, tenant);
  }

  private TenantPlugin pinned(String tenant, String version, Optional<Instant> until) {
    var routed = new RoutedVersion(version, Digest.over(version), 10, "d", "t");
    return commit(current(tenant).withPin(Optional.of(new Pin(routed, "why", NOW, until))));
  }

  private TenantPlugin current(String tenant) {
    return tenantPlugins().find(id(tenant)).orElseGet(() -> TenantPlugin.unset(id(tenant)));
  }

  private TenantPlugin commit(TenantPlugin wanted) {
    var next = wanted.written(NOW);
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(
                wanted.id().environment(), wanted.id().tenant(), wanted.id().pluginId()),
            NOW,
            "a",
            Origin.system("s", "r", ""),
            Map.of(),
            Map.of());
    assertTrue(tenantPlugins().commit(next, Optional.empty(), audit));
    return next;
  }

  private List<TenantPluginId> due(Instant when) {
    return pins().due(when, 100);
  }

  private boolean announce(TenantPlugin it) {
    return pins()
        .announce(
            it,
            PinMessages.ending(
                it.id(), it.pin().orElseThrow(), "shop", List.of("ada@example.com"), NOW));
  }

  @Test
  void pins_are_listed_by_version_and_tenant_in_pages() {
    pinned("b", "1.1.0", Optional.empty());
    pinned("c", "1.0.0", Optional.of(TOMORROW));
    pinned("a", "1.1.0", Optional.empty());
    pinned("d", "1.1.0-rc", Optional.empty());
    pinned("left", "1.0.0", Optional.empty());
    commit(current("left").withPin(Optional.empty()));
    commit(current("never").withEnabled(false));
    assertEquals(List.of("c", "a", "b", "d"), listed(HERE, SHOP, Optional.empty()));
    assertEquals(List.of("a", "b"), listed(HERE, SHOP, Optional.of("1.1.0")));
    assertEquals(List.of(), listed(HERE, SHOP, Optional.of("1.1")));
    assertEquals(List.of(), listed(Environment.Production, SHOP, Optional.empty()));
    assertEquals(List.of(), listed(HERE, PluginId.of("other"), Optional.empty()));
  }

  @Test
  void a_page_of_another_filter_is_no_fault() {
    pinned("a", "1.0.0", Optional.empty());
    var page =
        pins()
            .ofPlugin(HERE, SHOP, Optional.of("1.0.0"), new PageRequest(2, Optional.of("2.0.0#a")));
    assertEquals(List.of(), page.items());
    assertEquals(Optional.empty(), page.next());
  }

  private List<String> listed(Environment where, PluginId plugin, Optional<String> version) {
    List<String> tenants = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      var page = pins().ofPlugin(where, plugin, version, new PageRequest(2, after));
      assertTrue(page.items().size() <= 2);
      page.items().forEach(it -> tenants.add(it.id().tenant()));
      after = page.next();
    } while (after.isPresent());
    return tenants;
  }

  @Test
  void only_pins_with_an_end_are_due_first_a_day_before_it() {
    pinned("endless", "1.0.0", Optional.empty());
    pinned("later", "1.0.0", Optional.of(TOMORROW.plusSeconds(1)));
    pinned("sooner", "1.0.0", Optional.of(TOMORROW));
    assertEquals(List.of(), due(NOW.minusNanos(1)));
    assertEquals(List.of(id("sooner")), due(NOW));
    assertEquals(List.of(id("sooner"), id("later")), due(NOW.plusSeconds(1)));
    assertEquals(List.of(id("sooner")), pins().due(NOW.plusSeconds(1), 1));
  }

  @Test
  void once_announced_a_pin_is_due_at_its_end() {
    var acme = pinned("acme", "1.0.0", Optional.of(TOMORROW));
    assertTrue(announce(acme));
    assertEquals(2, messages().size());
    assertEquals(List.of(), due(TOMORROW.minusNanos(1)));
    assertEquals(List.of(id("acme")), due(TOMORROW));
    assertEquals(acme, current("acme"), "announcing changes no settings");
  }

  @Test
  void what_was_changed_meanwhile_is_not_announced() {
    var acme = pinned("acme", "1.0.0", Optional.of(TOMORROW));
    pinned("acme", "1.0.0", Optional.of(TOMORROW.plusSeconds(60)));
    assertFalse(announce(acme));
    assertEquals(List.of(), messages());
    assertEquals(List.of(), due(NOW));
  }

  @Test
  void a_pin_is_announced_once_though_its_settings_change() {
    announce(pinned("acme", "1.0.0", Optional.of(TOMORROW)));
    var disabled = commit(current("acme").withEnabled(false));
    assertEquals(List.of(id("acme")), due(NOW));
    assertTrue(announce(disabled));
    assertEquals(2, messages().size());
    assertEquals(List.of(), due(NOW));
  }

  @Test
  void a_pin_that_was_removed_is_not_due() {
    pinned("acme", "1.0.0", Optional.of(TOMORROW));
    commit(current("acme").withPin(Optional.empty()));
    assertEquals(List.of(), due(TOMORROW));
  }
}

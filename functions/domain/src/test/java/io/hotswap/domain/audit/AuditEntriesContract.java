package io.hotswap.domain.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class AuditEntriesContract {
  private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");
  private static final PluginId SHOP = PluginId.of("shop");
  private static final PluginId BANK = PluginId.of("bank");
  private static final DeploymentId ROLLOUT = new DeploymentId(new UUID(1, 1));
  private static final AuditSubject ACME =
      AuditSubject.tenantPlugin(Environment.Production, "acme", SHOP);
  private static final AuditSubject UMBRELLA =
      AuditSubject.tenantPlugin(Environment.Production, "umbrella", SHOP);
  private static final AuditQuery ALL =
      new AuditQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          NEW_YEAR.minus(Duration.ofDays(300)),
          NEW_YEAR.plus(Duration.ofDays(300)));

  protected abstract AuditEntries entries();

  protected abstract void append(AuditRecord record);

  private void append(AuditSubject subject, String actor, String action, Instant at) {
    var origin = Origin.system(actor, "r", "");
    append(
        new AuditRecord(
            UUID.randomUUID(), subject, at, action, origin, Map.of(), Map.of("a", "b")));
  }

  private void someOfEach() {
    append(AuditSubject.plugin(SHOP), "ada", "register", NEW_YEAR.minusSeconds(3));
    append(ACME, "bob", "pin", NEW_YEAR.minusSeconds(2));
    append(AuditSubject.deployment(ROLLOUT, BANK), "ada", "deploy", NEW_YEAR.minusNanos(1));
    append(UMBRELLA, "ada", "pin", NEW_YEAR);
    append(ACME, "ada", "disable", NEW_YEAR.plusSeconds(1));
  }

  private List<String> actions(AuditQuery query) {
    var found = entries().find(query, PageRequest.first(100));
    assertEquals(Optional.empty(), found.next());
    return found.items().stream().map(it -> it.record().action()).toList();
  }

  @Test
  void a_subjects_chain_is_read_newest_first_and_each_names_the_one_before() {
    someOfEach();
    var chain = entries().of(ACME, PageRequest.first(10)).items();
    assertEquals(List.of(2L, 1L), chain.stream().map(AuditEntry::sequence).toList());
    assertEquals(Optional.empty(), chain.getLast().previous());
    assertEquals(Optional.of(chain.getLast().digest()), chain.getFirst().previous());
    assertEquals("disable", chain.getFirst().record().action());
    assertEquals(ACME, chain.getFirst().record().subject());
    var first = entries().of(ACME, PageRequest.first(1));
    var second = entries().of(ACME, new PageRequest(1, first.next()));
    assertEquals(List.of(chain.getFirst()), first.items());
    assertEquals(List.of(chain.getLast()), second.items());
    assertEquals(Optional.empty(), second.next());
  }

  @Test
  void all_are_found_newest_first_over_the_end_of_a_month() {
    someOfEach();
    assertEquals(List.of("disable", "pin", "deploy", "pin", "register"), actions(ALL));
  }

  @Test
  void each_filter_leaves_out_what_is_another_s() {
    someOfEach();
    assertEquals(List.of("disable", "pin"), actions(ofTenant("acme")));
    assertEquals(List.of(), actions(ofTenant("nobody")));
    assertEquals(
        List.of("disable", "pin", "deploy", "register"),
        actions(by("system:ada", Optional.empty())));
    assertEquals(List.of("pin"), actions(by("system:ada", Optional.of("pin"))));
    assertEquals(List.of("deploy"), actions(of(Optional.of(BANK), Optional.empty())));
    assertEquals(List.of("deploy"), actions(of(Optional.empty(), Optional.of(ROLLOUT))));
    assertEquals(List.of(), actions(of(Optional.of(SHOP), Optional.of(ROLLOUT))));
  }

  @Test
  void a_time_includes_its_beginning_and_not_its_end() {
    someOfEach();
    assertEquals(List.of("deploy", "pin"), actions(between(NEW_YEAR.minusSeconds(2), NEW_YEAR)));
    assertEquals(List.of("pin"), actions(between(NEW_YEAR, NEW_YEAR.plusSeconds(1))));
  }

  @Test
  void pages_follow_each_other_without_a_gap() {
    for (int i = 0; i < 25; i++) {
      append(ACME, "ada", "change-" + i, NEW_YEAR.plusSeconds(i - 12));
    }
    List<String> paged = new ArrayList<>();
    var page = entries().find(ALL, PageRequest.first(10));
    while (true) {
      assertTrue(page.items().size() <= 10);
      page.items().forEach(it -> paged.add(it.record().action()));
      if (page.next().isEmpty()) {
        break;
      }
      page = entries().find(ALL, new PageRequest(10, page.next()));
    }
    assertEquals(actions(ALL), paged);
    assertEquals(25, paged.size());
  }

  private static AuditQuery ofTenant(String tenant) {
    return new AuditQuery(
        Optional.empty(),
        Optional.of(tenant),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ALL.from(),
        ALL.to());
  }

  private static AuditQuery by(String actor, Optional<String> action) {
    return new AuditQuery(
        Optional.of(actor),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        action,
        ALL.from(),
        ALL.to());
  }

  private static AuditQuery of(Optional<PluginId> plugin, Optional<DeploymentId> deployment) {
    return new AuditQuery(
        Optional.empty(),
        Optional.empty(),
        plugin,
        deployment,
        Optional.empty(),
        ALL.from(),
        ALL.to());
  }

  private static AuditQuery between(Instant from, Instant to) {
    return new AuditQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        from,
        to);
  }
}

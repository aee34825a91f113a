package io.hotswap.domain.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation of [RoutingChanges] does, as [RoutingDocuments] shows it. */
public abstract class RoutingChangesContract {
  private static final Environment HERE = Environment.Development;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final PluginId BANK = PluginId.of("bank");

  /** Without any document; the same one during a test. */
  protected abstract RoutingChanges changes();

  /** The same documents. */
  protected abstract RoutingDocuments routing();

  @Test
  void nothing_is_routed_at_first() {
    assertEquals(Map.of(), changes().ejected(HERE));
    assertEquals(Optional.empty(), routing().current(SHOP, HERE));
  }

  @Test
  void a_plugins_first_document_is_a_change_like_any_other() {
    var first = ejecting(SHOP, Set.of("n1", "n2"));
    assertTrue(commit(first));
    assertEquals(Optional.of(first), routing().current(SHOP, HERE));
    assertEquals(Map.of(SHOP, Set.of("n1", "n2")), changes().ejected(HERE));
  }

  @Test
  void of_two_changes_of_the_same_document_the_second_is_refused() {
    commit(ejecting(SHOP, Set.of()));
    var late = ejecting(SHOP, Set.of("n1"));
    var first = ejecting(SHOP, Set.of("n2"));
    assertTrue(commit(first));
    assertFalse(commit(late));
    assertEquals(Optional.of(first), routing().current(SHOP, HERE));
    assertEquals(Map.of(SHOP, Set.of("n2")), changes().ejected(HERE));
  }

  @Test
  void of_two_first_documents_the_second_is_refused() {
    var late = ejecting(SHOP, Set.of("n1"));
    assertTrue(commit(ejecting(SHOP, Set.of("n2"))));
    assertFalse(commit(late));
    assertEquals(Map.of(SHOP, Set.of("n2")), changes().ejected(HERE));
  }

  @Test
  void a_change_of_another_plugin_is_no_conflict() {
    commit(ejecting(SHOP, Set.of()));
    var shop = ejecting(SHOP, Set.of("n1"));
    assertTrue(commit(ejecting(BANK, Set.of("n2"))));
    assertTrue(commit(shop));
    assertEquals(Map.of(SHOP, Set.of("n1"), BANK, Set.of("n2")), changes().ejected(HERE));
  }

  @Test
  void of_a_plugin_without_ejected_nodes_nothing_is_listed() {
    commit(ejecting(SHOP, Set.of("n1")));
    commit(ejecting(SHOP, Set.of()));
    commit(ejecting(BANK, Set.of("n1")));
    assertEquals(Map.of(BANK, Set.of("n1")), changes().ejected(HERE));
  }

  @Test
  void each_environment_has_its_own() {
    commit(ejecting(SHOP, Set.of("n1")));
    assertEquals(Map.of(), changes().ejected(Environment.QA));
    assertEquals(Optional.empty(), routing().current(SHOP, Environment.QA));
    assertEquals(Optional.empty(), routing().current(BANK, HERE));
  }

  private boolean commit(RoutingDocument next) {
    return changes()
        .commit(
            next,
            new AuditRecord(
                UUID.randomUUID(),
                AuditSubject.routing(next.environment(), next.pluginId()),
                Instant.parse("2026-11-01T12:00:00Z"),
                "ejectNode",
                Origin.system("test", "r1", ""),
                Map.of(),
                Map.of()));
  }

  private RoutingDocument ejecting(PluginId plugin, Set<String> nodes) {
    return routing()
        .current(plugin, HERE)
        .map(RoutingDraft::new)
        .orElseGet(() -> new RoutingDraft(plugin, plugin.toString(), HERE))
        .withSupervision(it -> it.ejecting(nodes))
        .build("d", Instant.parse("2026-11-01T12:00:00Z"), "");
  }
}

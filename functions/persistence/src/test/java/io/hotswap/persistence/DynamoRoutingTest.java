package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Documents that no deployment writes.
class DynamoRoutingTest {
  private static final Environment HERE = Environment.Development;

  private final Rollouts rollouts = new Rollouts();
  private final DynamoRouting routing = rollouts.routing;

  @Test
  void whatChangesForOthersIsNoConflict() {
    rollouts.deploy("1.0.0");
    var next = aside(Set.of("n1"));
    routing.ask(HERE, PluginId.of("another"), Instant.now());
    long counted = routing.changes(HERE);
    assertTrue(routing.commit(next, audit(next)));
    assertEquals(Map.of(rollouts.plugin, Set.of("n1")), routing.aside(HERE));
    assertEquals(counted + 1, routing.changes(HERE), "the nodes are told to look");
    assertEquals(Optional.of(next), routing.current(rollouts.plugin, HERE));
  }

  @Test
  void aChangeThatItDidNotSeeIsNotOverwritten() {
    rollouts.deploy("1.0.0");
    var late = aside(Set.of("n1"));
    var first = aside(Set.of("n2"));
    assertTrue(routing.commit(first, audit(first)));
    assertFalse(routing.commit(late, audit(late)), "its generation is old");
    assertEquals(Map.of(rollouts.plugin, Set.of("n2")), routing.aside(HERE));
  }

  @Test
  void anEnvironmentsFirstChangeIsOneLikeAnyOther() {
    assertEquals(Map.of(), routing.aside(HERE));
    var first =
        new RoutingDraft(rollouts.plugin, "p", HERE)
            .supervises(it -> it.settingAside(Set.of("n1")))
            .written("d", Instant.now(), "");
    assertTrue(routing.commit(first, audit(first)));
    assertEquals(1, routing.changes(HERE));
  }

  private RoutingDocument aside(Set<String> nodes) {
    return new RoutingDraft(routing.current(rollouts.plugin, HERE).orElseThrow())
        .supervises(it -> it.settingAside(nodes))
        .written("d", Instant.now(), "");
  }

  private static AuditRecord audit(RoutingDocument document) {
    return new AuditRecord(
        UUID.randomUUID(),
        "Plugin#" + document.pluginId(),
        Instant.now(),
        "setNodeAside",
        Rollouts.ORIGIN,
        Map.of(),
        Map.of());
  }
}

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
  void aChangeIsRefusedWhenAnythingElseCameFirst() {
    rollouts.deploy("1.0.0");
    var seen = routing.rotation(HERE);
    var next = aside(Set.of("n1"));
    routing.ask(HERE, PluginId.of("another"), Instant.now());
    assertFalse(routing.commit(next, audit(next), seen));
    assertEquals(Set.of(), routing.rotation(HERE).nodes());
    var again = routing.rotation(HERE);
    assertTrue(routing.commit(next, audit(next), again));
    assertEquals(Map.of(rollouts.plugin, Set.of("n1")), routing.rotation(HERE).aside());
    assertEquals(again.changes() + 1, routing.changes(HERE));
    assertEquals(Optional.of(next), routing.current(rollouts.plugin, HERE));
  }

  @Test
  void aChangeThatItDidNotSeeIsNotOverwritten() {
    rollouts.deploy("1.0.0");
    var late = aside(Set.of("n1"));
    var first = aside(Set.of("n2"));
    assertTrue(routing.commit(first, audit(first), routing.rotation(HERE)));
    assertFalse(routing.commit(late, audit(late), routing.rotation(HERE)), "its generation is old");
    assertEquals(Set.of("n2"), routing.rotation(HERE).nodes());
  }

  @Test
  void theFirstChangeOfAnEnvironmentFindsNothingCounted() {
    var first =
        new RoutingDraft(rollouts.plugin, "p", HERE)
            .supervises(it -> it.settingAside(Set.of("n1")))
            .written("d", Instant.now(), "");
    var seen = routing.rotation(HERE);
    assertEquals(0, seen.changes());
    assertTrue(routing.commit(first, audit(first), seen));
    assertEquals(1, routing.changes(HERE));
    var next = aside(Set.of("n2"));
    assertFalse(routing.commit(next, audit(next), seen), "something was counted since");
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

package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.persistence.Rollouts;
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
  void what_changes_for_others_is_no_conflict() {
    rollouts.deploy("1.0.0");
    var next = ejected(Set.of("n1"));
    routing.request(HERE, PluginId.of("another"), Instant.now());
    long counted = routing.changeCount(HERE);
    assertTrue(routing.commit(next, audit(next)));
    assertEquals(Map.of(rollouts.plugin, Set.of("n1")), routing.ejected(HERE));
    assertEquals(counted + 1, routing.changeCount(HERE), "the nodes are told to look");
    assertEquals(Optional.of(next), routing.current(rollouts.plugin, HERE));
  }

  @Test
  void an_environments_first_change_is_one_like_any_other() {
    assertEquals(Map.of(), routing.ejected(HERE));
    var first =
        new RoutingDraft(rollouts.plugin, "p", HERE)
            .withSupervision(it -> it.ejecting(Set.of("n1")))
            .build("d", Instant.now(), "");
    assertTrue(routing.commit(first, audit(first)));
    assertEquals(1, routing.changeCount(HERE));
  }

  private RoutingDocument ejected(Set<String> nodes) {
    return new RoutingDraft(routing.current(rollouts.plugin, HERE).orElseThrow())
        .withSupervision(it -> it.ejecting(nodes))
        .build("d", Instant.now(), "");
  }

  private static AuditRecord audit(RoutingDocument document) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.routing(document.environment(), document.pluginId()),
        Instant.now(),
        "ejectNode",
        Rollouts.ORIGIN,
        Map.of(),
        Map.of());
  }
}

package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.fleet.NodeState;
import io.hotswap.domain.fleet.NodeStatus;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.engine.LocalEngine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoNodeStatusesTest {
  private static final Environment HERE = Environment.Development;
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");

  private DynamoNodeStatuses statuses;
  private DynamoOutbox outbox;
  private DynamoNodes nodes;

  @BeforeEach
  void stage() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    statuses = new DynamoNodeStatuses(Aws.dynamo(), tables);
    outbox = new DynamoOutbox(Aws.dynamo(), tables);
    nodes = new DynamoNodes(Aws.dynamo(), tables);
  }

  private static NodeStatus status(String node, NodeState state, Instant since) {
    return new NodeStatus(
        HERE, node, "i1", "h:1", state, since, List.of(PluginId.of("search")), NOW, NOW, -15_000);
  }

  private static Message message() {
    return new Message(
        UUID.randomUUID(),
        Kind.NodeChanged,
        new Audience.Operators(),
        "Node n1 is lost",
        "text",
        "",
        NOW);
  }

  @Test
  void aChangeStandsWithWhatIsToldOfItOrNotAtAll() {
    var late = status("n1", NodeState.Late, NOW);
    var told = message();
    assertTrue(statuses.replace(Optional.empty(), late, List.of(told)));
    assertEquals(List.of(late), statuses.of(HERE));
    assertEquals(List.of(Dispatch.of(told)), outbox.find(List.of(told.id())));

    var lost = status("n1", NodeState.Lost, NOW.plusSeconds(30));
    var never = message();
    assertFalse(statuses.replace(Optional.empty(), lost, List.of(never)), "it is known already");
    assertFalse(statuses.replace(Optional.of(lost), lost, List.of(never)), "it is not as read");
    assertEquals(List.of(late), statuses.of(HERE));
    assertEquals(List.of(), outbox.find(List.of(never.id())));
    assertTrue(statuses.replace(Optional.of(late), lost, List.of()));
    assertEquals(List.of(lost), statuses.of(HERE));
  }

  @Test
  void whoIsForgottenMayBeNewAgainAndLeasesAreAnotherMatter() {
    nodes.heartbeat(new Lease(HERE, "n1", "i1", "h:1", NOW, NOW.plusSeconds(10), -15_000));
    var live = status("n1", NodeState.Live, NOW);
    assertTrue(statuses.replace(Optional.empty(), live, List.of()));
    statuses.forget(live);
    assertEquals(List.of(), statuses.of(HERE));
    assertTrue(statuses.replace(Optional.empty(), live, List.of()));
    assertEquals(-15_000, nodes.leases(HERE).getFirst().clockAheadMillis());
    assertEquals(List.of(), statuses.of(Environment.QA));
  }
}

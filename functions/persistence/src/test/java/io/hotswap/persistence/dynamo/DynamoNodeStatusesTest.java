package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.fleet.NodeState;
import io.hotswap.domain.fleet.NodeStatus;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.TenantIsolation;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import io.hotswap.persistence.stored.report.StoredNodeStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoNodeStatusesTest {
  private static final Environment HERE = Environment.Development;
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");

  private Tables tables;
  private DynamoNodeStatuses statuses;
  private DynamoOutbox outbox;
  private DynamoNodes nodes;

  @BeforeEach
  void stage() {
    tables = new Tables(LocalEngine.shared().freshStage().environment());
    statuses = new DynamoNodeStatuses(Aws.dynamo(), tables);
    outbox = new DynamoOutbox(Aws.dynamo(), tables);
    nodes = new DynamoNodes(Aws.dynamo(), tables);
  }

  private static NodeStatus status(NodeState state, Instant since, long changes) {
    return status(state, since, List.of("search"), changes);
  }

  private static NodeStatus status(
      NodeState state, Instant since, List<String> ejectedFrom, long changes) {
    var plugins = ejectedFrom.stream().map(PluginId::of).toList();
    return new NodeStatus(
        HERE, "n1", "i1", "h:1", state, since, plugins, NOW, NOW, -15_000, changes);
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
  void what_an_older_release_wrote_is_replaced_once() {
    var stored = StoredNodeStatus.of(status(NodeState.Late, NOW, 0));
    var item = new HashMap<>(Items.of(NodeKeys.status(HERE, "n1"), stored));
    item.remove("changes");
    Aws.dynamo().putItem(it -> it.tableName(tables.nodes(HERE)).item(item));
    var older = statuses.of(HERE).getFirst();
    assertEquals(status(NodeState.Late, NOW, 0), older);
    var lost = status(NodeState.Lost, NOW.plusSeconds(30), 1);
    assertTrue(statuses.replace(Optional.of(older), lost, List.of()));
    assertFalse(statuses.replace(Optional.of(older), lost, List.of()));
  }

  @Test
  void who_is_forgotten_may_be_new_again_and_leases_are_another_matter() {
    nodes.heartbeat(
        new Lease(
            HERE, "n1", "i1", "h:1", NOW, NOW.plusSeconds(10), -15_000, TenantIsolation.NONE));
    var live = status(NodeState.Live, NOW, 1);
    assertTrue(statuses.replace(Optional.empty(), live, List.of()));
    statuses.forget(live);
    assertEquals(List.of(), statuses.of(HERE));
    assertTrue(statuses.replace(Optional.empty(), live, List.of()));
    assertEquals(-15_000, nodes.leases(HERE).getFirst().clockAheadMillis());
    assertEquals(List.of(), statuses.of(Environment.QA));
  }
}

package io.hotswap.persistence.dynamo;

import io.hotswap.domain.fleet.NodeStatus;
import io.hotswap.domain.fleet.NodeStatuses;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.notification.Message;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import io.hotswap.persistence.stored.report.StoredNodeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Recorded statuses of nodes, in the nodes' table, under keys that no node writes.
public final class DynamoNodeStatuses implements NodeStatuses {
  private static final Duration KEPT = Duration.ofDays(30);

  private final NodeReportsTable reports;
  private final DynamoOutbox outbox;

  public DynamoNodeStatuses(DynamoDbClient dynamo, Tables tables) {
    this(dynamo, tables, RefusedReports.UNCOUNTED);
  }

  public DynamoNodeStatuses(DynamoDbClient dynamo, Tables tables, RefusedReports refused) {
    this.reports = new NodeReportsTable(dynamo, tables, refused);
    this.outbox = new DynamoOutbox(dynamo, tables);
  }

  @Override
  public List<NodeStatus> of(Environment environment) {
    return reports.query(
        environment,
        NodeKeys.statuses(environment),
        StoredNodeStatus.class,
        StoredNodeStatus::toDomain);
  }

  @Override
  public boolean replace(Optional<NodeStatus> before, NodeStatus next, List<Message> messages) {
    var item =
        Items.of(NodeKeys.status(next.environment(), next.nodeId()), StoredNodeStatus.of(next));
    var transaction =
        new Transaction(reports.dynamo())
            .put(
                "status",
                reports.table(next.environment()),
                NodeReportsTable.withExpiry(item, next.heartbeatAt(), KEPT),
                before.isEmpty()
                    ? "attribute_not_exists(pk)"
                    // Absent in items of older releases.
                    : "attribute_exists(pk) AND (attribute_not_exists(changes) OR changes ="
                        + " :changes)",
                before
                    .map(it -> Map.of(":changes", Items.number(it.changes())))
                    .orElse(Map.<String, AttributeValue>of()));
    return outbox.add(transaction, messages).commit() instanceof Transaction.Commit.Committed;
  }

  @Override
  public void forget(NodeStatus known) {
    reports
        .dynamo()
        .deleteItem(
            it ->
                it.tableName(reports.table(known.environment()))
                    .key(NodeKeys.status(known.environment(), known.nodeId()).attributes()));
  }
}

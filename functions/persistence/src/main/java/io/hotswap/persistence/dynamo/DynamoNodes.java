package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import io.hotswap.persistence.stored.report.StoredAcknowledgement;
import io.hotswap.persistence.stored.report.StoredLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Leases and acknowledgements in the nodes' table.
public final class DynamoNodes implements Nodes {
  private static final Logger LOG = LoggerFactory.getLogger(DynamoNodes.class);
  private static final Duration LEASES_KEPT = Duration.ofDays(2);
  private static final Duration ACKNOWLEDGEMENTS_KEPT = Duration.ofDays(7);
  // Keeps one process's reports in order, also when a slow write is retried after a newer one.
  private static final String NOT_OLDER =
      "incarnation <> :incarnation OR"
          + " generation < :generation OR (generation = :generation AND saidAt <= :saidAt)";

  private final NodeReportsTable reports;

  public DynamoNodes(DynamoDbClient dynamo, Tables tables) {
    this(dynamo, tables, RefusedReports.UNCOUNTED);
  }

  public DynamoNodes(DynamoDbClient dynamo, Tables tables, RefusedReports refused) {
    this.reports = new NodeReportsTable(dynamo, tables, refused);
  }

  @Override
  public void heartbeat(Lease lease) {
    var item = Items.of(NodeKeys.lease(lease.environment(), lease.nodeId()), StoredLease.of(lease));
    reports.put(
        lease.environment(), NodeReportsTable.withExpiry(item, lease.heartbeatAt(), LEASES_KEPT));
  }

  @Override
  public void leave(Lease lease) {
    try {
      reports
          .dynamo()
          .deleteItem(
              request ->
                  request
                      .tableName(reports.table(lease.environment()))
                      .key(NodeKeys.lease(lease.environment(), lease.nodeId()).attributes())
                      .conditionExpression("incarnation = :incarnation")
                      .expressionAttributeValues(
                          Map.of(":incarnation", Items.text(lease.incarnation()))));
    } catch (ConditionalCheckFailedException e) {
      LOG.info("The lease of {} is another incarnation's already", lease.nodeId(), e);
    }
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    var item =
        Items.of(
            NodeKeys.acknowledgement(
                acknowledgement.environment(),
                acknowledgement.pluginId(),
                acknowledgement.nodeId()),
            StoredAcknowledgement.of(acknowledgement));
    reports.putUnlessOlder(
        acknowledgement.environment(),
        NodeReportsTable.withExpiry(item, acknowledgement.at(), ACKNOWLEDGEMENTS_KEPT),
        NOT_OLDER,
        Map.of(
            ":incarnation", Items.text(acknowledgement.incarnation()),
            ":generation", Items.number(acknowledgement.generation()),
            ":saidAt", Items.number(acknowledgement.at().toEpochMilli())));
  }

  @Override
  public List<Lease> leases(Environment environment) {
    return reports.query(
        environment, NodeKeys.leases(environment), StoredLease.class, StoredLease::toDomain);
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId) {
    return reports.query(
        environment,
        NodeKeys.acknowledgements(environment, pluginId),
        StoredAcknowledgement.class,
        StoredAcknowledgement::toDomain);
  }
}

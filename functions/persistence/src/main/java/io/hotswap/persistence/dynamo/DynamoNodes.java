package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.persistence.aws.Tables;
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
  // One process's words in order, also when a slow write is retried after a newer one.
  private static final String NOT_OLDER =
      "incarnation <> :incarnation OR"
          + " generation < :generation OR (generation = :generation AND saidAt <= :saidAt)";

  private final NodeReportsTable words;

  public DynamoNodes(DynamoDbClient dynamo, Tables tables) {
    this.words = new NodeReportsTable(dynamo, tables);
  }

  @Override
  public void heartbeat(Lease lease) {
    var item = Items.of(environment(lease.environment()), node(lease.nodeId()), lease);
    words.put(NodeReportsTable.kept(item, lease.heartbeatAt(), LEASES_KEPT));
  }

  @Override
  public void leave(Lease lease) {
    try {
      words
          .dynamo()
          .deleteItem(
              request ->
                  request
                      .tableName(words.table())
                      .key(Items.key(environment(lease.environment()), node(lease.nodeId())))
                      .conditionExpression("incarnation = :incarnation")
                      .expressionAttributeValues(
                          Map.of(":incarnation", Items.text(lease.incarnation()))));
    } catch (ConditionalCheckFailedException e) {
      LOG.info("The lease of {} is another incarnation's already", lease.nodeId(), e);
    }
  }

  @Override
  public void acknowledge(Acknowledgement word) {
    var item = Items.of(plugin(word.environment(), word.pluginId()), node(word.nodeId()), word);
    words.putUnlessOlder(
        NodeReportsTable.kept(item, word.at(), ACKNOWLEDGEMENTS_KEPT),
        NOT_OLDER,
        Map.of(
            ":incarnation", Items.text(word.incarnation()),
            ":generation", Items.number(word.generation()),
            ":saidAt", Items.number(word.at().toEpochMilli())));
  }

  @Override
  public List<Lease> leases(Environment environment) {
    return words.query(environment(environment), Lease.class);
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId) {
    return words.query(plugin(environment, pluginId), Acknowledgement.class);
  }

  private static String environment(Environment environment) {
    return "ENV#" + environment;
  }

  private static String plugin(Environment environment, PluginId pluginId) {
    return "ACK#" + environment + "#" + pluginId;
  }

  private static String node(String nodeId) {
    return "NODE#" + nodeId;
  }
}

package io.hotswap.persistence;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.plugin.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The nodes' table. What a node said goes away by itself long after it mattered.
public final class DynamoNodes implements Nodes {
  private static final Logger LOG = LoggerFactory.getLogger(DynamoNodes.class);
  private static final Duration LEASES_KEPT = Duration.ofDays(1);
  private static final Duration ACKNOWLEDGEMENTS_KEPT = Duration.ofDays(7);
  // One process's words in order, also when a slow write is retried after a newer one.
  private static final String NOT_OLDER =
      "attribute_not_exists(pk) OR incarnation <> :incarnation OR"
          + " generation < :generation OR (generation = :generation AND saidAt <= :saidAt)";

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoNodes(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.table = tables.nodes();
  }

  @Override
  public void heartbeat(Lease lease) {
    var item = Items.of(environment(lease.environment()), node(lease.nodeId()), lease);
    var kept = expiring(item, lease.leaseUntil().plus(LEASES_KEPT));
    dynamo.putItem(request -> request.tableName(table).item(kept));
  }

  @Override
  public void leave(Lease lease) {
    try {
      dynamo.deleteItem(
          request ->
              request
                  .tableName(table)
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
    var kept = expiring(item, word.at().plus(ACKNOWLEDGEMENTS_KEPT));
    // As a number: ISO texts of different precision don't sort by time.
    kept.put("saidAt", Items.number(word.at().toEpochMilli()));
    try {
      dynamo.putItem(
          request ->
              request
                  .tableName(table)
                  .item(kept)
                  .conditionExpression(NOT_OLDER)
                  .expressionAttributeValues(
                      Map.of(
                          ":incarnation", Items.text(word.incarnation()),
                          ":generation", Items.number(word.generation()),
                          ":saidAt", Items.number(word.at().toEpochMilli()))));
    } catch (ConditionalCheckFailedException e) {
      LOG.info("A newer acknowledgement of {} stands already", word.pluginId(), e);
    }
  }

  @Override
  public List<Lease> leases(Environment environment) {
    return query(environment(environment), Lease.class);
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId) {
    return query(plugin(environment, pluginId), Acknowledgement.class);
  }

  private <T> List<T> query(String pk, Class<T> type) {
    return dynamo
        .queryPaginator(
            request ->
                request
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk AND begins_with(sk, :node)")
                    .expressionAttributeValues(
                        Map.of(":pk", Items.text(pk), ":node", Items.text(node("")))))
        .items()
        .stream()
        .map(item -> Items.read(item, type))
        .toList();
  }

  private static Map<String, AttributeValue> expiring(
      Map<String, AttributeValue> item, Instant when) {
    Map<String, AttributeValue> expiring = new HashMap<>(item);
    expiring.put("expiresAt", Items.number(when.getEpochSecond()));
    return expiring;
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

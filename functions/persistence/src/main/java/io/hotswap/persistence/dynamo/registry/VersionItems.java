package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins.Routed;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.DeploymentKeys;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.dynamo.keys.RoutingKeys;
import io.hotswap.persistence.stored.trust.StoredSignature;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;

/// All items of a version, to be removed together, and the conditions of a removal.
final class VersionItems {
  private static final String VERSION = "version";
  private static final String LIFECYCLE = "lifecycle";
  private static final String ROUTED = "routed";
  private static final String SIGNATURE = "signature";

  private final Tables tables;
  private final DynamoCheckedVersions checks;

  VersionItems(DynamoDbClient dynamo, Tables tables) {
    this.tables = tables;
    this.checks = new DynamoCheckedVersions(dynamo, tables);
  }

  /// For the nodes, which read no table of the registry.
  void putSignature(Transaction transaction, PluginVersion it) {
    it.signature()
        .ifPresent(
            signature ->
                transaction.put(
                    SIGNATURE,
                    tables.routing(),
                    Items.of(RoutingKeys.signature(it.digest()), StoredSignature.of(signature))));
  }

  /// Of a version that is registered anew nothing is known.
  void delete(Transaction transaction, PluginVersion it) {
    var version = it.version().text();
    transaction.delete(
        VERSION,
        Delete.builder()
            .tableName(tables.plugins())
            .key(PluginKeys.version(it.pluginId(), version).attributes())
            .conditionExpression("digest = :digest")
            .expressionAttributeValues(Map.of(":digest", Items.text(it.digest().toString())))
            .build());
    checks.delete(transaction, it.pluginId(), it.version());
    if (it.signature().isPresent()) {
      transaction.delete(
          SIGNATURE,
          Delete.builder()
              .tableName(tables.routing())
              .key(RoutingKeys.signature(it.digest()).attributes())
              .build());
    }
    transaction.delete(
        LIFECYCLE,
        Delete.builder()
            .tableName(tables.plugins())
            .key(PluginKeys.lifecycle(it.pluginId(), version).attributes())
            .build());
  }

  /// Nobody has taken the slot and no document was written since they were read.
  void unchanged(Transaction transaction, PluginId id, Environment environment, Routed routed) {
    transaction.check(
        ROUTED,
        unchanged(
            tables.deployments(), DeploymentKeys.slot(id, environment), "fence", routed.fence()));
    transaction.check(
        ROUTED,
        unchanged(
            tables.routing(),
            RoutingKeys.pointer(id, environment),
            "generation",
            routed.generation()));
  }

  private static ConditionCheck unchanged(String table, Key key, String field, long was) {
    var check = ConditionCheck.builder().tableName(table).key(key.attributes());
    return was == 0
        ? check.conditionExpression("attribute_not_exists(pk)").build()
        : check
            .conditionExpression(field + " = :was")
            .expressionAttributeValues(Map.of(":was", Items.number(was)))
            .build();
  }
}

package io.hotswap.persistence.dynamo;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.DeploymentKeys;
import io.hotswap.persistence.stored.deployment.StoredDeployment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Pages of deployments; those of one plugin have an index of their own. Environment and status are
/// filters over a bounded number of items, so a page of rare items may be short and still have a
/// next one.
final class DeploymentListing {
  private static final int QUERIES = 5;
  private static final int ITEMS_PER_QUERY = 200;

  private final DynamoDbClient dynamo;
  private final Tables tables;

  DeploymentListing(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  /// Index attributes of a deployment's item.
  static Map<String, AttributeValue> keys(Deployment it) {
    return Map.of(
        "listPk", Items.text(DeploymentKeys.LIST),
        "pluginPk", Items.text(DeploymentKeys.ofPlugin(it.pluginId())),
        "listSk", Items.text(listSk(it)));
  }

  Page<Deployment> list(DeploymentFilter filter, PageRequest page) {
    boolean filtered = filter.environment().isPresent() || filter.status().isPresent();
    List<Deployment> items = new ArrayList<>();
    var after = page.after();
    for (int query = 0; query < QUERIES; query++) {
      int missing = page.limit() - items.size();
      var found = dynamo.query(query(filter, after, filtered ? ITEMS_PER_QUERY : missing));
      found.items().stream()
          .limit(missing)
          .map(it -> Items.read(it, StoredDeployment.class).toDomain())
          .forEach(items::add);
      if (found.items().size() > missing || (items.size() == page.limit() && hasMore(found))) {
        return new Page<>(items, Optional.of(listSk(items.getLast())));
      }
      if (!hasMore(found)) {
        return new Page<>(items, Optional.empty());
      }
      after = Optional.ofNullable(found.lastEvaluatedKey().get("listSk")).map(AttributeValue::s);
    }
    return new Page<>(items, after);
  }

  private static boolean hasMore(QueryResponse found) {
    return found.hasLastEvaluatedKey() && !found.lastEvaluatedKey().isEmpty();
  }

  private QueryRequest query(DeploymentFilter filter, Optional<String> after, int most) {
    var partition = filter.plugin().isPresent() ? "pluginPk" : "listPk";
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(
        ":all",
        Items.text(filter.plugin().map(DeploymentKeys::ofPlugin).orElse(DeploymentKeys.LIST)));
    after.ifPresent(it -> values.put(":after", Items.text(it)));
    Map<String, String> names = new HashMap<>();
    List<String> conditions = new ArrayList<>();
    filter
        .environment()
        .ifPresent(
            it -> {
              names.putAll(Map.of("#request", "request", "#environment", "environment"));
              values.put(":environment", Items.text(it.name()));
              conditions.add("#request.#environment = :environment");
            });
    filter
        .status()
        .ifPresent(
            it -> {
              names.putAll(Map.of("#progress", "progress", "#status", "status"));
              values.put(":status", Items.text(it.name()));
              conditions.add("#progress.#status = :status");
            });
    var query =
        QueryRequest.builder()
            .tableName(tables.deployments())
            .indexName(filter.plugin().isPresent() ? "plugin" : "list")
            .keyConditionExpression(
                partition + " = :all" + (after.isPresent() ? " AND listSk < :after" : ""))
            .expressionAttributeValues(values)
            .scanIndexForward(false)
            .limit(most);
    if (!conditions.isEmpty()) {
      query.filterExpression(String.join(" AND ", conditions)).expressionAttributeNames(names);
    }
    return query.build();
  }

  private static String listSk(Deployment it) {
    return Items.sortable(it.createdAt()) + "#" + it.id();
  }
}

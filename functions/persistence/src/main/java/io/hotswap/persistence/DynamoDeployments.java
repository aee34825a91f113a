package io.hotswap.persistence;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentChange;
import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.deployment.Place;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.PluginId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Deployments and places in one table.
public final class DynamoDeployments implements Deployments {
  // Instant's own text leaves trailing zeros out, and then does not sort.
  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String DEPLOYMENT = "deployment";
  private static final String PLACE = "place";
  private static final String VERSION = "version";

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final DynamoRouting routing;

  public DynamoDeployments(DynamoDbClient dynamo, Tables tables, DynamoRouting routing) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.routing = routing;
  }

  @Override
  public Optional<Deployment> find(DeploymentId id) {
    return item(key(id)).map(item -> Items.read(item, Deployment.class));
  }

  @Override
  public Place place(PluginId pluginId, Environment environment) {
    return item(placeKey(pluginId, environment))
        .map(item -> Items.read(item, Place.class))
        .orElseGet(() -> Place.free(pluginId, environment));
  }

  private Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key) {
    var found =
        dynamo.getItem(it -> it.tableName(tables.deployments()).key(key).consistentRead(true));
    return found.hasItem() ? Optional.of(found.item()) : Optional.empty();
  }

  @Override
  public Page<Deployment> list(PageRequest page) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":all", Items.text("DEPLOYMENT"));
    page.after().ifPresent(it -> values.put(":after", Items.text(it)));
    var request =
        QueryRequest.builder()
            .tableName(tables.deployments())
            .indexName("list")
            .keyConditionExpression(
                page.after().isPresent() ? "listPk = :all AND listSk < :after" : "listPk = :all")
            .expressionAttributeValues(values)
            .scanIndexForward(false)
            .limit(page.limit())
            .build();
    var found = dynamo.query(request);
    var items = found.items().stream().map(it -> Items.read(it, Deployment.class)).toList();
    return new Page<>(
        items,
        found.hasLastEvaluatedKey() && !items.isEmpty()
            ? Optional.of(listSk(items.getLast()))
            : Optional.empty());
  }

  @Override
  public DeploymentChange.Result commit(DeploymentChange change) {
    var transaction = new Transaction(dynamo);
    deployment(transaction, change.after());
    place(transaction, change.placeBefore(), change.placeAfter());
    change.document().ifPresent(it -> routing.inForce(transaction, it));
    transaction.audit(tables.audit(), change.audit());
    return switch (transaction.commit()) {
      case Transaction.Commit.Committed committed -> DeploymentChange.Result.Committed;
      case Transaction.Commit.Refused(var failed) -> result(failed);
    };
  }

  private static DeploymentChange.Result result(List<String> failed) {
    if (failed.contains(DEPLOYMENT)) {
      return DeploymentChange.Result.DeploymentChanged;
    }
    if (failed.contains(PLACE)) {
      return DeploymentChange.Result.PlaceTaken;
    }
    if (failed.contains(VERSION)) {
      return DeploymentChange.Result.VersionMissing;
    }
    if (failed.contains(DynamoRouting.POINTER)) {
      return DeploymentChange.Result.RoutingMoved;
    }
    throw new IllegalStateException("A transaction failed on " + failed);
  }

  private void deployment(Transaction transaction, Deployment after) {
    var item = new HashMap<>(Items.attributes(after));
    item.putAll(key(after.id()));
    item.put("listPk", Items.text("DEPLOYMENT"));
    item.put("listSk", Items.text(listSk(after)));
    if (after.revision() > 1) {
      var before = Map.of(":before", Items.number(after.revision() - 1));
      transaction.put(DEPLOYMENT, tables.deployments(), item, "revision = :before", before);
      return;
    }
    transaction.create(DEPLOYMENT, tables.deployments(), item);
    transaction.check(
        VERSION,
        ConditionCheck.builder()
            .tableName(tables.plugins())
            .key(Items.key("PLUGIN#" + after.pluginId(), "VERSION#" + after.version().version()))
            .conditionExpression("attribute_exists(pk)")
            .build());
  }

  private void place(Transaction transaction, Place before, Place after) {
    var key = placeKey(before.pluginId(), before.environment());
    var condition = Held.by(before);
    if (before.equals(after)) {
      transaction.check(
          PLACE,
          ConditionCheck.builder()
              .tableName(tables.deployments())
              .key(key)
              .conditionExpression(condition.expression())
              .expressionAttributeValues(condition.values())
              .build());
      return;
    }
    var item = new HashMap<>(Items.attributes(after));
    item.putAll(key);
    transaction.put(PLACE, tables.deployments(), item, condition.expression(), condition.values());
  }

  /// The place is still as it was read.
  private record Held(String expression, Map<String, AttributeValue> values) {
    static Held by(Place place) {
      if (place.fence() == 0) {
        return new Held("attribute_not_exists(pk)", Map.of());
      }
      var fence = Map.of(":fence", Items.number(place.fence()));
      return place
          .holder()
          .map(
              it -> {
                Map<String, AttributeValue> values = new HashMap<>(fence);
                values.put(":holder", Items.text(it.toString()));
                return new Held("fence = :fence AND holder = :holder", values);
              })
          .orElseGet(() -> new Held("fence = :fence AND attribute_not_exists(holder)", fence));
    }
  }

  private static Map<String, AttributeValue> key(DeploymentId id) {
    return Items.key("DEPLOYMENT#" + id, "DEPLOYMENT");
  }

  private static Map<String, AttributeValue> placeKey(PluginId pluginId, Environment environment) {
    return Items.key("PLACE#" + pluginId + "#" + environment, "PLACE");
  }

  private static String listSk(Deployment deployment) {
    return SORTABLE.format(deployment.createdAt()) + "#" + deployment.id();
  }
}

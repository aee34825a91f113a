package io.hotswap.persistence.dynamo;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.deployment.admission.DeployedPlugins;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingChanges;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.domain.telemetry.HealthCheckRequests;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.disk.RoutingObject;
import io.hotswap.persistence.dynamo.keys.RoutingKeys;
import io.hotswap.persistence.stored.SchemaVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Routing documents by content address in S3, and pointers to them in DynamoDB.
public final class DynamoRouting
    implements RoutingFeed, RoutingDocuments, RoutingChanges, HealthCheckRequests, DeployedPlugins {
  static final String POINTER = "pointer";
  private static final String COUNTER = "counter";

  private final DynamoDbClient dynamo;
  private final S3Client s3;
  private final Tables tables;

  public DynamoRouting(DynamoDbClient dynamo, S3Client s3, Tables tables) {
    this.dynamo = dynamo;
    this.s3 = s3;
    this.tables = tables;
  }

  @Override
  public long changeCount(Environment environment) {
    return Items.find(dynamo, tables.routing(), RoutingKeys.counter(environment))
        .map(it -> it.get("n"))
        .map(it -> Long.parseLong(it.n()))
        .orElse(0L);
  }

  @Override
  public List<RoutingPointer> pointers(Environment environment) {
    List<RoutingPointer> pointers = new ArrayList<>();
    items(environment, RoutingKeys.POINTERS).forEach(item -> pointers.add(pointer(item)));
    return pointers;
  }

  @Override
  public Set<PluginId> in(Environment environment) {
    Set<PluginId> deployed = new HashSet<>();
    for (var item : items(environment, RoutingKeys.POINTERS)) {
      var pointer = Items.read(item, PointerItem.class);
      if (pointer.deployed()) {
        deployed.add(pointer.pluginId());
      }
    }
    return deployed;
  }

  private Iterable<Map<String, AttributeValue>> items(Environment environment, String kind) {
    var request =
        QueryRequest.builder()
            .tableName(tables.routing())
            .keyConditionExpression("pk = :pk AND begins_with(sk, :kind)")
            .expressionAttributeValues(
                Map.of(
                    ":pk",
                    Items.text(RoutingKeys.partition(environment)),
                    ":kind",
                    Items.text(kind)))
            .consistentRead(true)
            .build();
    return dynamo.queryPaginator(request).items();
  }

  @Override
  public Map<PluginId, Instant> healthCheckRequests(Environment environment) {
    Map<PluginId, Instant> asked = new HashMap<>();
    items(environment, RoutingKeys.HEALTH_CHECK_REQUESTS)
        .forEach(
            item -> {
              var ask = Items.read(item, AskItem.class);
              asked.put(ask.pluginId(), ask.askedAt());
            });
    return asked;
  }

  /// Increments the counter too, so that nodes see it at their next poll.
  @Override
  public void request(Environment environment, PluginId pluginId, Instant at) {
    new Transaction(dynamo)
        .update(
            "ask",
            Update.builder()
                .tableName(tables.routing())
                .key(RoutingKeys.healthCheckRequest(pluginId, environment).attributes())
                .updateExpression(
                    "SET pluginId = :pluginId, askedAt = :askedAt, schemaVersion = :schema")
                .expressionAttributeValues(
                    Map.of(
                        ":schema", Items.number(SchemaVersion.CURRENT),
                        ":pluginId", Items.text(pluginId.toString()),
                        ":askedAt", Items.text(at.toString())))
                .build())
        .update(COUNTER, counted(tables, environment))
        .commit();
  }

  @Override
  public RoutingDocument document(RoutingPointer routingPointer) {
    try {
      var bytes =
          s3.getObjectAsBytes(it -> it.bucket(tables.bucket()).key(routingPointer.document()));
      return RoutingObject.read(routingPointer.document(), bytes.asUtf8String());
    } catch (NoSuchKeyException e) {
      throw new NoSuchElementException(
          "No routing document " + routingPointer.document() + " in " + tables.bucket(), e);
    }
  }

  @Override
  public Optional<RoutingDocument> current(PluginId pluginId, Environment environment) {
    var key = RoutingKeys.pointer(pluginId, environment);
    return Items.find(dynamo, tables.routing(), key).map(it -> document(pointer(it)));
  }

  /// Stores the document, then adds its activation to a transaction: the pointer moves from the
  /// previous generation to this one, and the environment's counter is incremented, which nodes
  /// poll.
  Transaction inForce(Transaction transaction, RoutingDocument document) {
    var stored = RoutingObject.of(document);
    s3.putObject(
        it -> it.bucket(tables.bucket()).key(stored.key()).contentType("application/json"),
        RequestBody.fromString(stored.json()));
    var pointer =
        Items.of(
            RoutingKeys.pointer(document.pluginId(), document.environment()),
            new PointerItem(
                document.pluginId(),
                document.pluginName(),
                document.generation(),
                stored.key(),
                !document.serving().isEmpty(),
                document.supervision().ejected().stream().sorted().toList()));
    boolean first = document.generation() == 1;
    return transaction
        .put(
            POINTER,
            tables.routing(),
            pointer,
            first ? "attribute_not_exists(pk)" : "generation = :before",
            first ? Map.of() : Map.of(":before", Items.number(document.generation() - 1)))
        .update(COUNTER, counted(tables, document.environment()));
  }

  /// Moves the counter that the environment's nodes poll.
  public static Update counted(Tables tables, Environment environment) {
    return Update.builder()
        .tableName(tables.routing())
        .key(RoutingKeys.counter(environment).attributes())
        .updateExpression("ADD n :one")
        .expressionAttributeValues(Map.of(":one", Items.number(1)))
        .build();
  }

  @Override
  public Map<PluginId, Set<String>> ejected(Environment environment) {
    Map<PluginId, Set<String>> ejected = new HashMap<>();
    items(environment, RoutingKeys.POINTERS)
        .forEach(
            item -> {
              var pointer = Items.read(item, PointerItem.class);
              if (!pointer.ejected().isEmpty()) {
                ejected.put(pointer.pluginId(), Set.copyOf(pointer.ejected()));
              }
            });
    return Map.copyOf(ejected);
  }

  @Override
  public boolean commit(RoutingDocument next, AuditRecord audit) {
    var transaction = inForce(new Transaction(dynamo), next).audit(tables.audit(), audit);
    return transaction.commit() instanceof Transaction.Commit.Committed;
  }

  record AskItem(PluginId pluginId, Instant askedAt) {}

  /// @param deployed whether any version serves; a plugin is not deleted while one does
  /// @param ejected nodes that the document ejects
  record PointerItem(
      PluginId pluginId,
      String pluginName,
      long generation,
      String documentKey,
      boolean deployed,
      List<String> ejected) {
    PointerItem {
      // Absent in pointers of older releases.
      ejected = List.copyOf(Objects.requireNonNullElse(ejected, List.of()));
    }
  }

  private static RoutingPointer pointer(Map<String, AttributeValue> item) {
    var read = Items.read(item, PointerItem.class);
    return new RoutingPointer(
        read.pluginId(), read.pluginName(), read.generation(), read.documentKey());
  }
}

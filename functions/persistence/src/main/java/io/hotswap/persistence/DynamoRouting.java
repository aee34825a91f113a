package io.hotswap.persistence;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.Pointer;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.RoutingFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Routing documents by content address in S3, selected by pointers in DynamoDB.
public final class DynamoRouting implements RoutingFeed, RoutingDocuments {
  static final String POINTER = "pointer";
  private static final String POINTERS = "POINTER#";

  private final DynamoDbClient dynamo;
  private final S3Client s3;
  private final Tables tables;

  public DynamoRouting(DynamoDbClient dynamo, S3Client s3, Tables tables) {
    this.dynamo = dynamo;
    this.s3 = s3;
    this.tables = tables;
  }

  @Override
  public long changes(Environment environment) {
    var counter =
        dynamo.getItem(
            it -> it.tableName(tables.routing()).key(counter(environment)).consistentRead(true));
    return Optional.ofNullable(counter.item().get("n"))
        .map(it -> Long.parseLong(it.n()))
        .orElse(0L);
  }

  @Override
  public List<Pointer> pointers(Environment environment) {
    var request =
        QueryRequest.builder()
            .tableName(tables.routing())
            .keyConditionExpression("pk = :pk AND begins_with(sk, :pointers)")
            .expressionAttributeValues(
                Map.of(":pk", Items.text(pk(environment)), ":pointers", Items.text(POINTERS)))
            .consistentRead(true)
            .build();
    List<Pointer> pointers = new ArrayList<>();
    dynamo.queryPaginator(request).items().forEach(item -> pointers.add(pointer(item)));
    return pointers;
  }

  @Override
  public RoutingDocument document(Pointer pointer) {
    try {
      var bytes = s3.getObjectAsBytes(it -> it.bucket(tables.bucket()).key(pointer.document()));
      return Json.read(bytes.asUtf8String(), RoutingDocument.class);
    } catch (NoSuchKeyException e) {
      throw new NoSuchElementException(
          "No routing document " + pointer.document() + " in " + tables.bucket(), e);
    }
  }

  @Override
  public Optional<RoutingDocument> current(PluginId pluginId, Environment environment) {
    var item =
        dynamo.getItem(
            it ->
                it.tableName(tables.routing())
                    .key(Items.key(pk(environment), POINTERS + pluginId))
                    .consistentRead(true));
    return item.hasItem() ? Optional.of(document(pointer(item.item()))) : Optional.empty();
  }

  /// Stores the document, then adds to a transaction what puts it in force: the pointer moves from
  /// the generation before to this one, and the environment's counter tells the nodes to look.
  Transaction inForce(Transaction transaction, RoutingDocument document) {
    var stored = RoutingObject.of(document);
    s3.putObject(
        it -> it.bucket(tables.bucket()).key(stored.key()).contentType("application/json"),
        RequestBody.fromString(stored.json()));
    var pointer =
        Items.of(
            pk(document.environment()),
            POINTERS + document.pluginId(),
            new PointerItem(
                document.pluginId(),
                document.pluginName(),
                document.generation(),
                stored.key(),
                !document.serving().isEmpty()));
    boolean first = document.generation() == 1;
    return transaction
        .put(
            POINTER,
            tables.routing(),
            pointer,
            first ? "attribute_not_exists(pk)" : "generation = :before",
            first ? Map.of() : Map.of(":before", Items.number(document.generation() - 1)))
        .update(
            "counter",
            Update.builder()
                .tableName(tables.routing())
                .key(counter(document.environment()))
                .updateExpression("ADD n :one")
                .expressionAttributeValues(Map.of(":one", Items.number(1)))
                .build());
  }

  /// @param deployed whether any version serves; a plugin is not deleted while one does
  record PointerItem(
      PluginId pluginId,
      String pluginName,
      long generation,
      String documentKey,
      boolean deployed) {}

  private static Pointer pointer(Map<String, AttributeValue> item) {
    var read = Items.read(item, PointerItem.class);
    return new Pointer(read.pluginId(), read.pluginName(), read.generation(), read.documentKey());
  }

  private static Map<String, AttributeValue> counter(Environment environment) {
    return Items.key(pk(environment), "COUNTER");
  }

  private static String pk(Environment environment) {
    return "ENV#" + environment;
  }
}

package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.plugin.Upload;
import io.hotswap.domain.plugin.Uploads;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.registry.StoredUpload;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Uploads in the plugins' table.
public final class DynamoUploads implements Uploads {
  private static final String STILL_OPEN =
      "attribute_exists(pk) AND attribute_not_exists(completed)";

  // Kept longer than valid, so that completing late or twice gets a precise answer.
  private static final Duration REMEMBERED = Duration.ofHours(24);

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoUploads(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.table = tables.plugins();
  }

  @Override
  public Optional<Upload> find(UUID id) {
    return Items.find(dynamo, table, PluginKeys.upload(id))
        .map(it -> Items.read(it, StoredUpload.class).toDomain());
  }

  @Override
  public Upload add(Upload upload) {
    try {
      put(upload, "attribute_not_exists(pk)");
      return upload;
    } catch (ConditionalCheckFailedException known) {
      return find(upload.id()).orElseThrow(() -> known);
    }
  }

  @Override
  public void complete(Upload completed) {
    try {
      put(completed, STILL_OPEN);
    } catch (ConditionalCheckFailedException already) {
      // Completed in the transaction that added its version, or removed: nothing to do.
      return;
    }
  }

  void complete(Transaction transaction, String label, Upload completed) {
    transaction.put(label, table, item(completed), STILL_OPEN, Map.of());
  }

  @Override
  public void remove(Upload upload) {
    dynamo.deleteItem(it -> it.tableName(table).key(PluginKeys.upload(upload.id()).attributes()));
  }

  private void put(Upload upload, String condition) {
    dynamo.putItem(it -> it.tableName(table).item(item(upload)).conditionExpression(condition));
  }

  private static Map<String, AttributeValue> item(Upload upload) {
    var item = Items.of(PluginKeys.upload(upload.id()), StoredUpload.of(upload));
    item.put("expiresAt", Items.number(upload.validUntil().plus(REMEMBERED).getEpochSecond()));
    return item;
  }
}

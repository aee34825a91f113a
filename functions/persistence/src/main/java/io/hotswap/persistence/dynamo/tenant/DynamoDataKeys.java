package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.secret.DataKeys;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.SecretKeys;
import io.hotswap.persistence.stored.tenant.StoredDataKey;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Wrapped data keys, one item each.
public final class DynamoDataKeys implements DataKeys {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoDataKeys(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<String> find(Environment environment, String tenant) {
    return Items.find(dynamo, tables.tenants(), SecretKeys.dataKey(environment, tenant))
        .map(it -> Items.read(it, StoredDataKey.class).wrapped());
  }

  @Override
  public String putIfAbsent(Environment environment, String tenant, String wrapped) {
    var item = Items.of(SecretKeys.dataKey(environment, tenant), new StoredDataKey(wrapped));
    try {
      dynamo.putItem(
          it ->
              it.tableName(tables.tenants())
                  .item(item)
                  .conditionExpression("attribute_not_exists(pk)"));
      return wrapped;
    } catch (ConditionalCheckFailedException another) {
      return find(environment, tenant)
          .orElseThrow(() -> new IllegalStateException("The data key was just deleted", another));
    }
  }
}

package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.SecretKeys;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import io.hotswap.persistence.stored.tenant.StoredSealedSecret;
import io.hotswap.persistence.stored.tenant.StoredTenantConfiguration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Tenants' configurations, one item each, beside the settings that name them.
public final class DynamoTenantConfigurations implements TenantConfigurations {
  private static final int KEPT = 2;

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoTenantConfigurations(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public List<TenantConfiguration> find(Collection<TenantConfiguration.Id> ids) {
    var keys = ids.stream().distinct().map(TenantKeys::configuration).toList();
    return Items.find(dynamo, tables.tenants(), keys).stream()
        .map(it -> Items.read(it, StoredTenantConfiguration.class).toDomain())
        .toList();
  }

  /// Writes one that was not there, with its secrets. The one before it stays, for nodes that have
  /// read settings and not yet their configuration; older ones go.
  void write(Transaction transaction, NewConfiguration next) {
    var configuration = next.configuration();
    var id = configuration.id();
    var item = Items.of(TenantKeys.configuration(id), StoredTenantConfiguration.of(configuration));
    transaction.create("configuration", tables.tenants(), item);
    for (var sealed : next.sealed()) {
      var secret = Items.of(SecretKeys.value(sealed.id()), StoredSealedSecret.of(sealed));
      transaction.create("secret", tables.tenants(), secret);
    }
    next.retired().forEach((it, until) -> transaction.update("retired", expiring(it, until)));
    if (id.version() > KEPT) {
      var outdated = new TenantConfiguration.Id(id.settings(), id.version() - KEPT);
      delete(transaction, TenantKeys.configuration(outdated).attributes());
    }
  }

  private Update expiring(SecretId id, Instant until) {
    return Update.builder()
        .tableName(tables.tenants())
        .key(SecretKeys.value(id).attributes())
        .updateExpression("SET expiresAt = :until")
        .expressionAttributeValues(Map.of(":until", Items.number(until.getEpochSecond())))
        .build();
  }

  /// Deletes all that there are.
  void delete(Transaction transaction, TenantPluginId id) {
    var partition = TenantKeys.configuration(new TenantConfiguration.Id(id, 0)).pk();
    dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.tenants())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk")
                    .projectionExpression("pk, sk")
                    .expressionAttributeValues(Map.of(":pk", Items.text(partition))))
        .items()
        .forEach(key -> delete(transaction, key));
  }

  private void delete(Transaction transaction, Map<String, AttributeValue> key) {
    transaction.delete("outdated", Delete.builder().tableName(tables.tenants()).key(key).build());
  }
}

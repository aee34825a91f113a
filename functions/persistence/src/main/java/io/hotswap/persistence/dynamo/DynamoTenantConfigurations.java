package io.hotswap.persistence.dynamo;

import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.SecretKeys;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import io.hotswap.persistence.stored.tenant.StoredSealedSecret;
import io.hotswap.persistence.stored.tenant.StoredTenantConfiguration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Tenants' configurations, one item each, beside the settings that name them.
public final class DynamoTenantConfigurations implements TenantConfigurations {
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

  /// Adds the configuration with its secrets to a transaction.
  static void write(NewConfiguration it, String table, Transaction transaction) {
    var configuration = it.configuration();
    transaction.create(
        "configuration",
        table,
        Items.of(
            TenantKeys.configuration(configuration.id()),
            StoredTenantConfiguration.of(configuration)));
    for (var sealed : it.sealed()) {
      var item = Items.of(SecretKeys.value(sealed.id()), StoredSealedSecret.of(sealed));
      transaction.create("secret", table, item);
    }
    it.retired().forEach((id, until) -> transaction.update("retired", expiring(table, id, until)));
  }

  private static Update expiring(String table, SecretId id, Instant until) {
    return Update.builder()
        .tableName(table)
        .key(SecretKeys.value(id).attributes())
        .updateExpression("SET expiresAt = :until")
        .expressionAttributeValues(Map.of(":until", Items.number(until.getEpochSecond())))
        .build();
  }
}

package io.hotswap.persistence.dynamo;

import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import io.hotswap.persistence.stored.tenant.StoredTenantConfiguration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

  static Map<String, AttributeValue> item(TenantConfiguration it) {
    return Items.of(TenantKeys.configuration(it.id()), StoredTenantConfiguration.of(it));
  }
}

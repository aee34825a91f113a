package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.entitlement.StageDefaults;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import io.hotswap.persistence.stored.tenant.StoredTenantDefaults;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A stage's defaults in the tenants' table, an item for each environment.
public final class DynamoStageDefaults implements StageDefaults {
  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoStageDefaults(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.table = tables.tenants();
  }

  @Override
  public void put(Environment environment, TenantDefaults defaults) {
    var item = Items.of(TenantKeys.stage(environment), StoredTenantDefaults.of(defaults));
    dynamo.putItem(it -> it.tableName(table).item(item));
  }

  Optional<TenantDefaults> find(Environment environment) {
    return Items.find(dynamo, table, TenantKeys.stage(environment))
        .map(it -> Items.read(it, StoredTenantDefaults.class).toDomain());
  }
}

package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import io.hotswap.persistence.stored.tenant.StoredDefaultConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Default configurations of releases, one item each.
public final class DynamoDefaultConfigurations implements DefaultConfigurations {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoDefaultConfigurations(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public void store(Environment environment, PluginId pluginId, String configuration) {
    var release = ReleaseKey.of("", Optional.of(Digest.over(configuration)));
    var key = key(environment, pluginId, release).orElseThrow();
    try {
      dynamo.putItem(
          it ->
              it.tableName(tables.tenants())
                  .item(Items.of(key, new StoredDefaultConfiguration(configuration)))
                  .conditionExpression("attribute_not_exists(pk) OR #values = :same")
                  .expressionAttributeNames(Map.of("#values", "values"))
                  .expressionAttributeValues(Map.of(":same", Items.text(configuration))));
    } catch (ConditionalCheckFailedException other) {
      throw new IllegalStateException("Another configuration is stored as " + key, other);
    }
  }

  @Override
  public Optional<String> find(Environment environment, PluginId pluginId, ReleaseKey release) {
    return key(environment, pluginId, release)
        .flatMap(it -> Items.find(dynamo, tables.tenants(), List.of(it)).stream().findFirst())
        .map(it -> Items.read(it, StoredDefaultConfiguration.class).values());
  }

  private static Optional<Key> key(Environment environment, PluginId pluginId, ReleaseKey release) {
    return release.defaults().map(it -> TenantKeys.defaults(environment, pluginId, it));
  }
}

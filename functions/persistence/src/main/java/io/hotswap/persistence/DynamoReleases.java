package io.hotswap.persistence;

import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.plugin.PluginId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Registered plugins as deployments read them: the few fields they need.
public final class DynamoReleases implements Releases {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoReleases(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<String> pluginName(PluginId pluginId) {
    return item(pluginId, "PLUGIN").map(it -> Items.read(it, Named.class).name());
  }

  @Override
  public Optional<Release> find(PluginId pluginId, String version) {
    return item(pluginId, "VERSION#" + version).map(it -> Items.read(it, Release.class));
  }

  private Optional<Map<String, AttributeValue>> item(PluginId pluginId, String sk) {
    var key = Items.key("PLUGIN#" + pluginId, sk);
    var found = dynamo.getItem(it -> it.tableName(tables.plugins()).key(key).consistentRead(true));
    return found.hasItem() ? Optional.of(found.item()) : Optional.empty();
  }

  record Named(String name) {}
}

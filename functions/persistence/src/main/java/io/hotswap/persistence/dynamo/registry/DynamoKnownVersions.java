package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.dependency.KnownVersion;
import io.hotswap.domain.dependency.KnownVersions;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.registry.StoredDependent;
import io.hotswap.persistence.stored.registry.StoredNeeds;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Needs as manifests in the plugins' table have them, and one item for each plugin that some
/// version of another needs.
public final class DynamoKnownVersions implements KnownVersions {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoKnownVersions(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public List<KnownVersion> of(String plugin) {
    return items(PluginKeys.partition(PluginId.of(plugin)), PluginKeys.VERSIONS).stream()
        .map(it -> known(plugin, it))
        .toList();
  }

  @Override
  public Optional<KnownVersion> find(String plugin, SemanticVersion version) {
    return Items.find(
            dynamo, tables.plugins(), PluginKeys.version(PluginId.of(plugin), version.text()))
        .map(it -> known(plugin, it));
  }

  @Override
  public Set<String> dependents(String plugin) {
    return items(PluginKeys.neededPartition(plugin), PluginKeys.DEPENDENTS).stream()
        .map(it -> Items.read(it, StoredDependent.class).dependent())
        .collect(Collectors.toSet());
  }

  /// Adds the items for what a new version needs.
  void add(Transaction transaction, PluginVersion version) {
    for (var need : StoredNeeds.of(version.manifest())) {
      transaction.put(
          "need",
          tables.plugins(),
          Items.of(
              PluginKeys.dependent(need.plugin(), version.name()),
              new StoredDependent(version.name())));
    }
  }

  private static KnownVersion known(String plugin, Map<String, AttributeValue> item) {
    var version =
        Objects.requireNonNull(item.get("sk")).s().substring(PluginKeys.VERSIONS.length());
    return new KnownVersion(
        plugin,
        new SemanticVersion(version),
        Items.read(item, Registered.class).manifest().map(StoredNeeds::of).orElse(List.of()));
  }

  record Registered(Optional<String> manifest) {}

  private List<Map<String, AttributeValue>> items(String partition, String kind) {
    var values = Map.of(":pk", Items.text(partition), ":kind", Items.text(kind));
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.plugins())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk AND begins_with(sk, :kind)")
                    .expressionAttributeValues(values))
        .items()
        .stream()
        .toList();
  }
}

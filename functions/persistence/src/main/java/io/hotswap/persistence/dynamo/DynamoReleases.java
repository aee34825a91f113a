package io.hotswap.persistence.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.registry.StoredLifecycle;
import io.hotswap.persistence.stored.registry.StoredVersionChecks;
import io.hotswap.persistence.stored.trust.StoredSignature;
import io.hotswap.serialization.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Registered versions with the few fields that deployments need.
public final class DynamoReleases implements Releases {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoReleases(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<String> pluginName(PluginId pluginId) {
    return item(PluginKeys.plugin(pluginId)).map(it -> Items.read(it, Named.class).name());
  }

  @Override
  public Map<PluginId, String> pluginNames(Collection<PluginId> pluginIds) {
    Map<String, PluginId> ids = new HashMap<>();
    pluginIds.forEach(it -> ids.put(PluginKeys.plugin(it).pk(), it));
    var keys = ids.values().stream().map(PluginKeys::plugin).toList();
    return Items.find(dynamo, tables.plugins(), keys).stream()
        .collect(
            Collectors.toMap(
                it -> Objects.requireNonNull(ids.get(Objects.requireNonNull(it.get("pk")).s())),
                it -> Items.read(it, Named.class).name()));
  }

  @Override
  public Optional<Release> find(PluginId pluginId, String version) {
    return item(PluginKeys.version(pluginId, version))
        .map(it -> Items.read(it, Registered.class).release(lifecycle(pluginId, version)));
  }

  private Lifecycle lifecycle(PluginId pluginId, String version) {
    return item(PluginKeys.lifecycle(pluginId, version))
        .map(it -> Items.read(it, StoredLifecycle.class).lifecycle())
        .orElse(Lifecycle.ACTIVE);
  }

  @Override
  public Optional<VersionChecks> checks(PluginId pluginId, String version) {
    return item(PluginKeys.checks(pluginId, version))
        .map(it -> Items.read(it, StoredVersionChecks.class).toDomain());
  }

  /// The manifest of a registered version, as text; empty when there is no such version.
  public Optional<String> manifest(PluginId pluginId, String version) {
    return item(PluginKeys.version(pluginId, version))
        .flatMap(it -> Items.read(it, Registered.class).manifest());
  }

  /// The JSON Schema that a registered version's manifest gives tenants' configurations, as text;
  /// empty when there is no such version.
  public Optional<String> configurationSchema(PluginId pluginId, String version) {
    return item(PluginKeys.version(pluginId, version))
        .map(it -> Items.read(it, Registered.class).configurationSchema());
  }

  private Optional<Map<String, AttributeValue>> item(Key key) {
    return Items.find(dynamo, tables.plugins(), key);
  }

  record Named(String name) {}

  /// @param manifest of the archive, completed by registration
  record Registered(
      String version,
      Digest digest,
      long size,
      Optional<String> manifest,
      Optional<StoredSignature> signature) {
    // What registration completes a manifest without a schema with.
    private static final String NO_CONFIGURATION =
        "{\"type\":\"object\",\"additionalProperties\":false}";

    String configurationSchema() {
      return manifest
          .map(it -> Json.read(it, JsonNode.class))
          .flatMap(it -> Optional.ofNullable(it.get("configuration")))
          .map(JsonNode::toString)
          .orElse(NO_CONFIGURATION);
    }

    Release release(Lifecycle lifecycle) {
      var read =
          manifest
              .map(it -> Json.read(it, Manifest.class))
              .orElseGet(() -> new Manifest(Optional.empty(), Optional.empty()));
      return new Release(
          version,
          digest,
          size,
          read.requestedPermissions(),
          read.answers(),
          lifecycle,
          signature.map(StoredSignature::toDomain));
    }
  }

  record Manifest(Optional<Permissions> permissions, Optional<List<Named>> operations) {
    private Set<String> requestedPermissions() {
      return permissions.map(Permissions::all).orElse(Set.of());
    }

    private Set<String> answers() {
      return operations.orElse(List.of()).stream().map(Named::name).collect(Collectors.toSet());
    }
  }

  record Permissions(Optional<List<String>> network, Optional<List<String>> calls) {
    private Set<String> all() {
      return Stream.concat(
              network.orElse(List.of()).stream().map(it -> "network:" + it),
              calls.orElse(List.of()).stream().map(it -> "calls:" + it))
          .collect(Collectors.toSet());
    }
  }
}

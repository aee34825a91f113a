package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Registered plugin versions, as deployments need them.
public interface Releases {
  /// The plugin's name; empty when there is no such plugin.
  Optional<String> pluginName(PluginId pluginId);

  /// The names of those that exist.
  Map<PluginId, String> pluginNames(Collection<PluginId> pluginIds);

  /// A registered version; empty when there is none.
  Optional<Release> find(PluginId pluginId, String version);

  /// @param size in bytes
  /// @param permissions requested by its manifest, such as `network:api.example.com`
  /// @param operations that can be called
  record Release(
      String version, Digest digest, long size, Set<String> permissions, Set<String> operations) {
    public Release {
      permissions = Set.copyOf(permissions);
      operations = Set.copyOf(operations);
    }
  }
}

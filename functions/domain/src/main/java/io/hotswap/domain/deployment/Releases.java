package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;
import java.util.Set;

/// What deployments need to know of registered plugins.
public interface Releases {
  /// The plugin's name; empty when there is no such plugin.
  Optional<String> pluginName(PluginId pluginId);

  /// A registered version; empty when there is none.
  Optional<Release> find(PluginId pluginId, String version);

  /// @param size in bytes
  /// @param permissions what its manifest asks for, one text each, such as
  ///   `network:api.example.com`
  /// @param operations that it answers
  record Release(
      String version, Digest digest, long size, Set<String> permissions, Set<String> operations) {
    public Release {
      permissions = Set.copyOf(permissions);
      operations = Set.copyOf(operations);
    }
  }
}

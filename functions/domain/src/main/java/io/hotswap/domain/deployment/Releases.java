package io.hotswap.domain.deployment;

import io.hotswap.domain.plugin.Digest;
import io.hotswap.domain.plugin.PluginId;
import java.util.Optional;

/// What deployments need to know of registered plugins.
public interface Releases {
  /// The plugin's name; empty when there is no such plugin.
  Optional<String> pluginName(PluginId pluginId);

  /// A registered version; empty when there is none.
  Optional<Release> find(PluginId pluginId, String version);

  /// @param size in bytes
  record Release(String version, Digest digest, long size) {}
}

package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import java.util.Optional;

/// The default configurations that deployments bring: JSON objects, as text, addressed by their
/// content. Immutable; reads are consistent.
public interface DefaultConfigurations {
  /// Stores one unless it is there.
  ///
  /// @throws IllegalStateException when another one has the same key
  void store(Environment environment, PluginId pluginId, String configuration);

  /// Empty when the release has none, or when it was erased.
  Optional<String> find(Environment environment, PluginId pluginId, ReleaseKey release);
}

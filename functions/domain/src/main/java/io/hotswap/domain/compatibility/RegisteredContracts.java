package io.hotswap.domain.compatibility;

import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// What registered versions promise.
public interface RegisteredContracts {
  /// Empty when there is no such version.
  Optional<VersionContract> find(PluginId pluginId, String version);
}

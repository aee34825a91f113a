package io.hotswap.domain.compatibility;

import io.hotswap.domain.plugin.PluginVersion;

/// Reads what versions promise.
public interface VersionContracts {
  /// @param version a registered one
  VersionContract of(PluginVersion version);
}

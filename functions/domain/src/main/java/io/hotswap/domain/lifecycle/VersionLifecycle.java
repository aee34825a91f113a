package io.hotswap.domain.lifecycle;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;

/// The lifecycle of a registered version, which itself never changes.
///
/// @param revision grows with every change; 0: never changed
public record VersionLifecycle(
    PluginId pluginId, SemanticVersion version, Lifecycle lifecycle, long revision) {
  public static VersionLifecycle unchanged(PluginId pluginId, SemanticVersion version) {
    return new VersionLifecycle(pluginId, version, Lifecycle.ACTIVE, 0);
  }

  /// The next revision.
  public VersionLifecycle with(Lifecycle next) {
    return new VersionLifecycle(pluginId, version, next, revision + 1);
  }
}

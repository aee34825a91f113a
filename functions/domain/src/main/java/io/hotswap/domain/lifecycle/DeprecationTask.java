package io.hotswap.domain.lifecycle;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.Optional;

/// That nodes and tenants have yet to learn of a version's deprecation, or of its end.
///
/// @param revision of the lifecycle that it tells of
/// @param position the last tenant that was told; empty: none
public record DeprecationTask(
    PluginId pluginId,
    SemanticVersion version,
    long revision,
    Instant createdAt,
    Optional<String> position) {
  public static DeprecationTask of(VersionLifecycle it, Instant now) {
    return new DeprecationTask(it.pluginId(), it.version(), it.revision(), now, Optional.empty());
  }

  /// Whether it tells of this version.
  public boolean isOf(VersionLifecycle it) {
    return pluginId.equals(it.pluginId()) && version.equals(it.version());
  }

  public DeprecationTask at(String next) {
    return new DeprecationTask(pluginId, version, revision, createdAt, Optional.of(next));
  }
}

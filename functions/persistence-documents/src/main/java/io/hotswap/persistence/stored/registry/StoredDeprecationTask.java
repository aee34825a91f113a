package io.hotswap.persistence.stored.registry;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.DeprecationTask;
import java.time.Instant;
import java.util.Optional;

/// What nodes and tenants have yet to learn, in the plugins' table.
public record StoredDeprecationTask(
    PluginId pluginId,
    SemanticVersion version,
    long revision,
    Instant createdAt,
    Optional<String> position) {
  public static StoredDeprecationTask of(DeprecationTask it) {
    return new StoredDeprecationTask(
        it.pluginId(), it.version(), it.revision(), it.createdAt(), it.position());
  }

  public DeprecationTask toDomain() {
    return new DeprecationTask(pluginId, version, revision, createdAt, position);
  }
}

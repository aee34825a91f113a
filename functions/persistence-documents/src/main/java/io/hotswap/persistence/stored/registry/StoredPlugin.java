package io.hotswap.persistence.stored.registry;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.RegisteredPlugin;
import java.time.Instant;

/// A plugin in its table.
public record StoredPlugin(
    PluginId pluginId,
    String name,
    String type,
    String description,
    SemanticVersion latestVersion,
    int versions,
    Instant createdAt,
    Instant updatedAt,
    long revision) {
  public static StoredPlugin of(RegisteredPlugin it) {
    return new StoredPlugin(
        it.pluginId(),
        it.name(),
        it.type(),
        it.description(),
        it.latestVersion(),
        it.versions(),
        it.createdAt(),
        it.updatedAt(),
        it.revision());
  }

  public RegisteredPlugin toDomain() {
    return new RegisteredPlugin(
        pluginId, name, type, description, latestVersion, versions, createdAt, updatedAt, revision);
  }
}

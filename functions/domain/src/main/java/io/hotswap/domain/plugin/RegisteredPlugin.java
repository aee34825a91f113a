package io.hotswap.domain.plugin;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.Map;

/// A plugin with at least one version.
///
/// @param type of the latest version
/// @param description of the latest version
/// @param latestVersion the highest by precedence
/// @param versions number of versions
/// @param revision increases with every write, from 1
public record RegisteredPlugin(
    PluginId pluginId,
    String name,
    String type,
    String description,
    SemanticVersion latestVersion,
    int versions,
    Instant createdAt,
    Instant updatedAt,
    long revision) {

  static RegisteredPlugin first(PluginVersion version) {
    return new RegisteredPlugin(
        version.pluginId(),
        version.name(),
        version.type(),
        version.description(),
        version.version(),
        1,
        version.registeredAt(),
        version.registeredAt(),
        1);
  }

  RegisteredPlugin with(PluginVersion version) {
    boolean latest = version.version().compareTo(latestVersion) >= 0;
    return new RegisteredPlugin(
        pluginId,
        name,
        latest ? version.type() : type,
        latest ? version.description() : description,
        latest ? version.version() : latestVersion,
        versions + 1,
        createdAt,
        version.registeredAt(),
        revision + 1);
  }

  /// Without some of its older versions.
  RegisteredPlugin without(int removed, Instant now) {
    return new RegisteredPlugin(
        pluginId,
        name,
        type,
        description,
        latestVersion,
        versions - removed,
        createdAt,
        now,
        revision + 1);
  }

  /// Without one of its versions.
  ///
  /// @param newest of those that are left
  public RegisteredPlugin without(PluginVersion newest, Instant now) {
    return new RegisteredPlugin(
        pluginId,
        name,
        newest.type(),
        newest.description(),
        newest.version(),
        versions - 1,
        createdAt,
        now,
        revision + 1);
  }

  /// The fields that audit records contain.
  Map<String, String> facts() {
    return Map.of(
        "name", name,
        "latestVersion", latestVersion.text(),
        "versions", Integer.toString(versions));
  }
}

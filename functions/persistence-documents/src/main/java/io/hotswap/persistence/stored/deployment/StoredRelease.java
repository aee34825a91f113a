package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.DeployedRelease;
import java.util.Optional;

/// What a deployment was to bring.
public record StoredRelease(
    PluginId pluginId, String pluginName, String version, Digest code, Optional<Digest> defaults) {
  public static StoredRelease of(DeployedRelease it) {
    return new StoredRelease(
        it.pluginId(), it.pluginName(), it.version(), it.code(), it.defaults());
  }

  public DeployedRelease toDomain() {
    return new DeployedRelease(pluginId, pluginName, version, code, defaults);
  }
}

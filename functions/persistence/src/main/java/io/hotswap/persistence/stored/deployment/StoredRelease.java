package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.DeployedRelease;

/// What a deployment was to bring.
public record StoredRelease(PluginId pluginId, String pluginName, String version, Digest code) {
  public static StoredRelease of(DeployedRelease it) {
    return new StoredRelease(it.pluginId(), it.pluginName(), it.version(), it.code());
  }

  public DeployedRelease toDomain() {
    return new DeployedRelease(pluginId, pluginName, version, code);
  }
}

package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;

/// What a deployment was to bring; kept when the version is deleted.
///
/// @param code digest of the binary
public record DeployedRelease(PluginId pluginId, String pluginName, String version, Digest code) {
  public ReleaseId id() {
    return ReleaseId.of(pluginId, version, code);
  }
}

package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;
import io.hotswap.domain.ids.ReleaseKey;
import java.util.Optional;

/// What a deployment was to bring; kept when the version is deleted.
///
/// @param code digest of the binary
/// @param defaults digest of the default configuration; empty: it has none
public record DeployedRelease(
    PluginId pluginId, String pluginName, String version, Digest code, Optional<Digest> defaults) {
  public ReleaseKey key() {
    return ReleaseKey.of(version, defaults);
  }

  public ReleaseId id() {
    return ReleaseId.of(pluginId, version, code, defaults);
  }
}

package io.hotswap.api.compatibility;

import io.hotswap.domain.compatibility.RegisteredContracts;
import io.hotswap.domain.compatibility.VersionContract;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;
import java.util.function.BiFunction;

/// Contracts of registered versions.
public final class ReleaseContracts implements RegisteredContracts {
  private final BiFunction<PluginId, String, Optional<String>> manifests;

  /// @param manifests the manifest of a version, as text
  public ReleaseContracts(BiFunction<PluginId, String, Optional<String>> manifests) {
    this.manifests = manifests;
  }

  @Override
  public Optional<VersionContract> find(PluginId pluginId, String version) {
    return manifests.apply(pluginId, version).map(ManifestContracts::of);
  }
}

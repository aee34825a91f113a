package io.hotswap.domain.plugin;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// What a client declares of a binary before it is read.
///
/// @param digest of the whole binary
public record UploadDeclaration(String name, Optional<String> version, Optional<Digest> digest) {
  public PluginId pluginId() {
    return PluginId.of(name);
  }
}

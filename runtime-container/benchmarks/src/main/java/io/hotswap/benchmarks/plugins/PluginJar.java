package io.hotswap.benchmarks.plugins;

import java.io.IOException;
import java.nio.file.Path;

/// A plugin on disk, for every loader the same bytes.
///
/// @param sha256 64 hexadecimal digits
public record PluginJar(Path file, String name, String version, String sha256) {
  public static PluginJar of(Path file, String name, String version) throws IOException {
    return new PluginJar(file, name, version, Sha256.of(file));
  }
}

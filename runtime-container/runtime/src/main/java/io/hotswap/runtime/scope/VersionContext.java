package io.hotswap.runtime.scope;

import io.hotswap.runtime.pluginlog.FormattedLog;
import io.hotswap.spi.Metrics;
import io.hotswap.spi.PluginContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The context that the node gives to one running version.
///
/// @param temporary created on the plugin's first use
public record VersionContext(
    String name, String version, Path temporary, FormattedLog log, Metrics metrics)
    implements PluginContext {
  /// The part that every plugin of this node shares.
  public static VersionContext of(PluginContext context) {
    if (context instanceof VersionContext versionContext) {
      return versionContext;
    }
    throw new IllegalArgumentException("Not lent by this node: " + context);
  }

  @Override
  public Path temporaryDirectory() {
    try {
      return Files.createDirectories(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

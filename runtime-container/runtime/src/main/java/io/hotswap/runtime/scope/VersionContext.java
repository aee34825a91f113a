package io.hotswap.runtime.scope;

import io.hotswap.runtime.pluginlog.FormattedLog;
import io.hotswap.spi.Metrics;
import io.hotswap.spi.PluginContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the node lends to one running version.
///
/// @param temporary made when the plugin asks for it: few do
public record VersionContext(
    String name, String version, Path temporary, FormattedLog log, Metrics metrics)
    implements PluginContext {
  /// What every plugin of this node is lent.
  public static VersionContext of(PluginContext context) {
    if (context instanceof VersionContext lent) {
      return lent;
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

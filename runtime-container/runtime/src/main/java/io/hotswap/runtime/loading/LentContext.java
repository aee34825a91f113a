package io.hotswap.runtime.loading;

import io.hotswap.spi.Metrics;
import io.hotswap.spi.PluginContext;
import java.nio.file.Path;

/// What the node lends to one running version.
record LentContext(
    String name, String version, Path temporaryDirectory, System.Logger log, Metrics metrics)
    implements PluginContext {}

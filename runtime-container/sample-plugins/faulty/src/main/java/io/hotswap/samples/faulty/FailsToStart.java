package io.hotswap.samples.faulty;

import io.hotswap.spi.Call;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.PluginContext;
import io.hotswap.spi.Reply;

/// Throws in start().
public final class FailsToStart implements Plugin {
  @Override
  public void start(PluginContext context) {
    throw new IllegalStateException("version " + context.version() + " does not start");
  }

  @Override
  public Reply handle(Call call) {
    throw new IllegalStateException("called without having started");
  }
}

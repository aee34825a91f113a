package io.hotswap.samples.faulty;

import io.hotswap.spi.Call;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.PluginContext;
import io.hotswap.spi.Reply;
import java.util.concurrent.CountDownLatch;

/// Waits in start() for what never comes, until it is interrupted.
public final class HangsInStart implements Plugin {
  @Override
  public void start(PluginContext context) throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Override
  public Reply handle(Call call) {
    throw new IllegalStateException("called without having started");
  }
}

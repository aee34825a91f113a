package io.hotswap.samples.faulty;

import io.hotswap.spi.Call;
import io.hotswap.spi.Health;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.Reply;

/// Starts, and is never healthy.
public final class UnhealthyFromTheStart implements Plugin {
  private final Plugin works = new FaultyPlugin();

  @Override
  public Reply handle(Call call) throws Exception {
    return works.handle(call);
  }

  @Override
  public Health health() {
    return Health.unhealthy("unhealthy from the start");
  }
}

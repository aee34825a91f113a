package io.hotswap.runtime.following;

import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.reconciliation.PluginReconcilers;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.time.Duration;
import java.util.List;

/// Checks the health of every loaded version, periodically.
public final class HealthPoller implements Supervised, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Loop pollLoop;

  public HealthPoller(PluginReconcilers reconcilers, HealthCheck healthCheck, Duration pause) {
    this.pollLoop =
        Loop.every(
            pause,
            LIMIT,
            "watch-health",
            () -> reconcilers.up().forEach(healthCheck::beginExamining));
  }

  public void start() {
    pollLoop.start();
  }

  @Override
  public List<Loop> loops() {
    return List.of(pollLoop);
  }

  @Override
  public void close() {
    pollLoop.close();
  }
}

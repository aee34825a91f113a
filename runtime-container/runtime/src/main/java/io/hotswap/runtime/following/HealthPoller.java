package io.hotswap.runtime.following;

import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.time.Duration;
import java.util.List;

/// Asks every version that is up for its health, again and again.
public final class HealthPoller implements Supervised, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Loop examination;

  public HealthPoller(RoutingFollower following, HealthCheck examining, Duration pause) {
    this.examination =
        Loop.every(
            pause, LIMIT, "watch-health", () -> following.up().forEach(examining::beginExamining));
  }

  public void start() {
    examination.start();
  }

  @Override
  public List<Loop> loops() {
    return List.of(examination);
  }

  @Override
  public void close() {
    examination.close();
  }
}

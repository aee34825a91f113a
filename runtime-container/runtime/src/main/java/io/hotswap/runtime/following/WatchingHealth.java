package io.hotswap.runtime.following;

import io.hotswap.runtime.loading.ExaminingHealth;
import java.time.Duration;

/// Asks every version that is up for its health, again and again.
public final class WatchingHealth implements AutoCloseable {
  private final Repeating examination;

  public WatchingHealth(FollowingRouting following, ExaminingHealth examining, Duration pause) {
    this.examination =
        Repeating.every(
            pause, "watch-health", () -> following.up().forEach(examining::beginExamining));
  }

  public void start() {
    examination.start();
  }

  @Override
  public void close() {
    examination.close();
  }
}

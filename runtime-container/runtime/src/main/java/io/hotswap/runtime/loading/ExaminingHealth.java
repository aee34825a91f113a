package io.hotswap.runtime.loading;

import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.telemetry.LogContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a running version whether it can still do its work. An unhealthy one is reported, not taken
/// away: what to do about it is a deployment's decision.
public final class ExaminingHealth {
  private static final Logger LOG = LoggerFactory.getLogger(ExaminingHealth.class);

  private final Duration limit;
  private final NodeMetrics metrics;

  public ExaminingHealth(Duration limit, NodeMetrics metrics) {
    this.limit = limit;
    this.metrics = metrics;
  }

  /// Does not wait for the answer.
  public void beginExamining(LoadedVersion version) {
    Thread.ofPlatform()
        .name("examine-" + version.ref().label())
        .daemon()
        .start(() -> examine(version));
  }

  private void examine(LoadedVersion version) {
    var before = version.health();
    try (var _ = LogContext.with(version.ref().logFields())) {
      var now = version.examine(limit);
      metrics.healthy(version.ref(), now.healthy());
      if (before.healthy() && !now.healthy()) {
        LOG.warn("{} has become unhealthy: {}", version.ref().label(), now.reason());
      } else if (!before.healthy() && now.healthy()) {
        LOG.info("{} is healthy again", version.ref().label());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

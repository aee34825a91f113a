package io.hotswap.runtime.loading;

import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.telemetry.LogContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a running version whether it can still do its work. An unhealthy one is reported, not taken
/// away: what to do about it is a deployment's decision.
public final class HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

  private final Set<LoadedVersion> underWay = ConcurrentHashMap.newKeySet();
  private final Set<LoadedVersion> asked = ConcurrentHashMap.newKeySet();
  private final Duration limit;
  private final NodeMetrics metrics;
  private final Consumer<HealthFinding> findings;

  public HealthCheck(Duration limit, NodeMetrics metrics, Consumer<HealthFinding> findings) {
    this.limit = limit;
    this.metrics = metrics;
    this.findings = findings;
  }

  /// Does not wait for the answer, nor ask anew before the last answer is there.
  public void beginExamining(LoadedVersion version) {
    if (underWay.add(version)) {
      NodeThread.start("examine-" + version.ref().label(), () -> examine(version));
    }
  }

  /// Because the control plane asks: what is found is told, whatever it is.
  public void beginAnswering(LoadedVersion version) {
    asked.add(version);
    beginExamining(version);
  }

  private void examine(LoadedVersion version) {
    boolean answering = asked.remove(version);
    try (var _ = LogContext.with(version.ref().logFields())) {
      int before = version.failures();
      var now = version.examine(limit);
      if (version.isShut()) {
        // Stopped meanwhile: what it says of itself is of no interest any more.
        return;
      }
      metrics.healthy(version.ref(), now.healthy());
      if (before == 0 && !now.healthy()) {
        LOG.warn("{} has become unhealthy: {}", version.ref().label(), now.reason());
      } else if (before > 0 && now.healthy()) {
        LOG.info("{} is healthy again", version.ref().label());
      }
      findings.accept(HealthFinding.of(version, before, answering));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.remove(version);
    }
    if (asked.contains(version)) {
      // Asked while this was under way, which may have begun before something happened.
      beginExamining(version);
    }
  }
}

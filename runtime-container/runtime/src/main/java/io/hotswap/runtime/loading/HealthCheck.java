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

/// Checks the health of running versions. An unhealthy one is reported, not unloaded: the control
/// plane decides.
public final class HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

  private final Set<LoadedVersion> underWay = ConcurrentHashMap.newKeySet();
  private final Set<LoadedVersion> reportRequested = ConcurrentHashMap.newKeySet();
  private final Duration limit;
  private final NodeMetrics metrics;
  private final Consumer<HealthFinding> findings;

  public HealthCheck(Duration limit, NodeMetrics metrics, Consumer<HealthFinding> findings) {
    this.limit = limit;
    this.metrics = metrics;
    this.findings = findings;
  }

  /// Does not block, and begins no second check of a version while one runs.
  public void beginExamining(LoadedVersion version) {
    if (underWay.add(version)) {
      NodeThread.start("examine-" + version.ref().label(), () -> examine(version));
    }
  }

  /// A check that the control plane asked for: its result is reported, whatever it is.
  public void beginReporting(LoadedVersion version) {
    reportRequested.add(version);
    beginExamining(version);
  }

  private void examine(LoadedVersion version) {
    boolean answering = reportRequested.remove(version);
    try (var _ = LogContext.with(version.ref().logFields())) {
      int before = version.failures();
      var now = version.examine(limit);
      if (version.isShut()) {
        // Stopped meanwhile: its health is of no interest any more.
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
    if (reportRequested.contains(version)) {
      // Requested while this check was running, which may have begun too early.
      beginExamining(version);
    }
  }
}

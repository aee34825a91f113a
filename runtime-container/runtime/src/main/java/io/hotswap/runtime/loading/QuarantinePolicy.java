package io.hotswap.runtime.loading;

import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps calls out of a version on this node while one of its calls cannot be stopped: each further
/// call could become another thread that runs for ever. The version is unhealthy meanwhile, which
/// the control plane's rollback rules see.
public final class QuarantinePolicy {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantinePolicy.class);

  private final NodeMetrics metrics;
  private final HealthCheck healthCheck;

  public QuarantinePolicy(NodeMetrics metrics, HealthCheck healthCheck) {
    this.metrics = metrics;
    this.healthCheck = healthCheck;
  }

  /// A call still runs long after its interruption.
  public void begin(LoadedVersion version, String operation) {
    metrics.unstoppable(version.ref(), 1);
    count(version, operation, 1);
  }

  /// Such a call has ended.
  public void end(LoadedVersion version, String operation) {
    count(version, operation, -1);
  }

  private void count(LoadedVersion version, String operation, int more) {
    boolean changed = version.quarantine().count(operation, more);
    if (version.isShut()) {
      return;
    }
    metrics.quarantined(version.ref(), version.quarantined().isPresent());
    if (changed) {
      logChange(version);
      healthCheck.beginReporting(version);
    }
  }

  private static void logChange(LoadedVersion version) {
    var label = version.ref().label();
    try (var _ = LogContext.with(version.ref().logFields())) {
      version
          .quarantined()
          .ifPresentOrElse(
              why -> LOG.error("{} is in quarantine on this node: {}", label, why),
              () -> LOG.info("{} takes calls again", label));
    }
  }
}

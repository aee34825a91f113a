package io.hotswap.runtime.controlplane;

import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.runtime.disk.ClockOffsetFile;
import io.hotswap.runtime.metrics.NodeMetrics;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs how far this node's clock is off the control plane's, and saves that for the next process.
public final class ClockSkewReporter {
  private static final Logger LOG = LoggerFactory.getLogger(ClockSkewReporter.class);
  // The Date header of answers is no more exact than this.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final ControlPlaneClock clock;
  private final ClockOffsetFile offsetFile;
  private final String nodeId;
  private Duration logged = Duration.ZERO;
  private Duration stored;

  public ClockSkewReporter(
      ControlPlaneClock clock, ClockOffsetFile offsetFile, String nodeId, NodeMetrics metrics) {
    this.clock = clock;
    this.offsetFile = offsetFile;
    this.nodeId = nodeId;
    this.stored = offsetFile.read();
    metrics.clock().register(nodeId, () -> clock.localClockAhead().toMillis());
  }

  public void update() {
    // Until the first answer, the offset that the last process saved is in use.
    if (!clock.isSynchronized()) {
      return;
    }
    var ahead = clock.localClockAhead();
    if (differs(ahead, stored)) {
      stored = ahead;
      offsetFile.write(ahead);
    }
    if (differs(ahead, logged)) {
      logged = ahead;
      log(ahead);
    }
  }

  private static boolean differs(Duration ahead, Duration before) {
    return ahead.minus(before).abs().compareTo(TOLERANCE) >= 0;
  }

  private void log(Duration ahead) {
    if (ahead.isZero()) {
      LOG.info("The clock of node {} is right again", nodeId);
    } else {
      LOG.warn(
          "The clock of node {} is {} s {} the control plane's; all times it reports are corrected",
          nodeId,
          String.format(Locale.ROOT, "%.1f", ahead.abs().toMillis() / 1000.0),
          ahead.isNegative() ? "behind" : "ahead of");
    }
  }
}

package io.hotswap.runtime.controlplane;

import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.runtime.disk.ClockOffsetFile;
import io.hotswap.runtime.metrics.NodeMetrics;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells how far this node's own clock is off, and keeps it for the next process.
public final class ClockSkewReporter {
  private static final Logger LOG = LoggerFactory.getLogger(ClockSkewReporter.class);
  // Less is how exactly answers tell the time.
  private static final Duration NEWS = Duration.ofSeconds(2);

  private final ControlPlaneClock clock;
  private final ClockOffsetFile kept;
  private final String nodeId;
  private Duration told = Duration.ZERO;
  private Duration written;

  public ClockSkewReporter(
      ControlPlaneClock clock, ClockOffsetFile kept, String nodeId, NodeMetrics metrics) {
    this.clock = clock;
    this.kept = kept;
    this.nodeId = nodeId;
    this.written = kept.read();
    metrics.clock().watch(nodeId, () -> clock.ownAhead().toMillis());
  }

  public void look() {
    // Until then what the last process knew is the best there is.
    if (!clock.hasHeard()) {
      return;
    }
    var ahead = clock.ownAhead();
    if (isNews(ahead, written)) {
      written = ahead;
      kept.write(ahead);
    }
    if (isNews(ahead, told)) {
      told = ahead;
      tell(ahead);
    }
  }

  private static boolean isNews(Duration ahead, Duration before) {
    return ahead.minus(before).abs().compareTo(NEWS) >= 0;
  }

  private void tell(Duration ahead) {
    if (ahead.isZero()) {
      LOG.info("The clock of node {} is right again", nodeId);
    } else {
      LOG.warn(
          "The clock of node {} is {} s {} the control plane's; all times it tells are corrected",
          nodeId,
          String.format(Locale.ROOT, "%.1f", ahead.abs().toMillis() / 1000.0),
          ahead.isNegative() ? "behind" : "ahead of");
    }
  }
}

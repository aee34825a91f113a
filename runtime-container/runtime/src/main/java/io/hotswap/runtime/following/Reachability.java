package io.hotswap.runtime.following;

import io.hotswap.runtime.metrics.NodeMetrics;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether one kind of exchange with the control plane works. Logs when that changes, not each time
/// it fails.
public final class Reachability {
  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

  private enum Known {
    NOTHING,
    WORKS,
    FAILS
  }

  private final AtomicReference<Known> known = new AtomicReference<>(Known.NOTHING);
  private final String exchange;
  private final NodeMetrics metrics;

  public Reachability(String exchange, NodeMetrics metrics) {
    this.exchange = exchange;
    this.metrics = metrics;
  }

  void succeeded() {
    var before = known.getAndSet(Known.WORKS);
    metrics.reachable(exchange, true);
    if (before == Known.FAILS) {
      LOG.info("Control plane: {} works again", exchange);
    }
  }

  void failed(Exception why) {
    var before = known.getAndSet(Known.FAILS);
    metrics.reachable(exchange, false);
    if (before != Known.FAILS) {
      LOG.warn("Control plane: {} fails; serving goes on with what is here", exchange, why);
    }
  }

  boolean works() {
    return known.get() == Known.WORKS;
  }

  boolean fails() {
    return known.get() == Known.FAILS;
  }
}

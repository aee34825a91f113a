package io.hotswap.runtime.controlplane;

import io.hotswap.runtime.metrics.NodeMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether one kind of exchange with the control plane works. Logs only when that changes.
public final class Reachability {
  private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

  private enum Known {
    NOTHING,
    WORKS,
    FAILS
  }

  private final AtomicReference<Known> known = new AtomicReference<>(Known.NOTHING);
  private volatile long succeededAt = System.nanoTime();
  private final String exchange;
  private final NodeMetrics metrics;

  public Reachability(String exchange, NodeMetrics metrics) {
    this.exchange = exchange;
    this.metrics = metrics;
  }

  public void succeeded() {
    succeededAt = System.nanoTime();
    var before = known.getAndSet(Known.WORKS);
    metrics.reachable(exchange, true);
    if (before == Known.FAILS) {
      LOG.info("Control plane: {} works again", exchange);
    }
  }

  public void failed(Exception why) {
    var before = known.getAndSet(Known.FAILS);
    metrics.reachable(exchange, false);
    if (before != Known.FAILS) {
      LOG.warn("Control plane: {} fails; the node keeps serving what it has", exchange, why);
    }
  }

  /// Whether the last exchange succeeded, no longer ago than `within`.
  public boolean works(Duration within) {
    return known.get() == Known.WORKS && System.nanoTime() - succeededAt <= within.toNanos();
  }

  public boolean fails() {
    return known.get() == Known.FAILS;
  }
}

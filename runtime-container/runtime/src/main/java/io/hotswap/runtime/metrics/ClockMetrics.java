package io.hotswap.runtime.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.function.LongSupplier;

/// How far the node's own clock is off.
public final class ClockMetrics {
  private static final double MILLIS = 1e3;

  private final PrometheusRegistry registry;

  ClockMetrics(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /// @param ahead milliseconds by which the node's own clock is ahead of the control plane's
  public void register(String node, LongSupplier ahead) {
    GaugeWithCallback.builder()
        .name("node_clock_ahead_seconds")
        .unit(Unit.SECONDS)
        .help("How far the node's own clock is ahead of the control plane's; negative: behind")
        .labelNames("node")
        .callback(callback -> callback.call(ahead.getAsLong() / MILLIS, node))
        .register(registry);
  }
}

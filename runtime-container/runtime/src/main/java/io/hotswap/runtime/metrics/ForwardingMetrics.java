package io.hotswap.runtime.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// What becomes of calls that are given to other nodes.
public final class ForwardingMetrics {
  private final Counter forwarded;
  private final String environment;

  ForwardingMetrics(PrometheusRegistry registry, String environment) {
    this.environment = environment;
    this.forwarded =
        Counter.builder()
            .name("plugin_calls_forwarded_total")
            .help("Calls given to another node, because the plugin is sick or not up on this one")
            .labelNames("plugin", "environment", "outcome")
            .register(registry);
  }

  /// @param outcome `answered`, `untaken` (by no node; it may be answered here), `timed_out` or
  ///   `lost`
  public void forwarded(String plugin, String outcome) {
    forwarded.labelValues(plugin, environment, outcome).inc();
  }
}

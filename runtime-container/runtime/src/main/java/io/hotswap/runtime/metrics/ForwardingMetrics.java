package io.hotswap.runtime.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// Calls that are forwarded to other nodes, by outcome.
public final class ForwardingMetrics {
  private final Counter forwarded;
  private final String environment;

  ForwardingMetrics(PrometheusRegistry registry, String environment) {
    this.environment = environment;
    this.forwarded =
        Counter.builder()
            .name("plugin_calls_forwarded_total")
            .help("Calls forwarded because the plugin is unhealthy or not loaded on this node")
            .labelNames("plugin", "environment", "outcome")
            .register(registry);
  }

  /// @param outcome `answered`, `untaken` (no node took it; it may be answered here), `timed_out`
  ///   or `lost`
  public void forwarded(String plugin, String outcome) {
    forwarded.labelValues(plugin, environment, outcome).inc();
  }
}

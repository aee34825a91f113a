package io.hotswap.runtime.metrics;

import io.hotswap.runtime.plugin.PluginRef;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// Calls that the call counts leave out.
public final class CountingMetrics {
  private final Counter uncounted;
  private final Counter excluded;
  private final String environment;

  CountingMetrics(PrometheusRegistry registry, String environment) {
    this.environment = environment;
    this.uncounted =
        Counter.builder()
            .name("plugin_uncounted_by_tenant_total")
            .help("Calls and business metrics left out of the counts by tenant, which are full")
            .labelNames("plugin", "version", "environment")
            .register(registry);
    this.excluded =
        Counter.builder()
            .name("plugin_calls_excluded_total")
            .help("Calls that are not counted, because the version is not to blame for their end")
            .labelNames("plugin", "version", "environment", "reason")
            .register(registry);
  }

  public void leftOutByTenant(PluginRef ref) {
    uncounted.labelValues(ref.pluginName(), ref.routed().release(), environment).inc();
  }

  /// @param reason `no_process`, `no_carrier` or `node_fault`
  public void excluded(PluginRef ref, String reason) {
    excluded.labelValues(ref.pluginName(), ref.routed().release(), environment, reason).inc();
  }
}

package io.hotswap.runtime.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/// Clients' connections, and the bytes that they hold.
public final class HttpMetrics {
  private final PrometheusRegistry registry;
  private final Counter cut;
  private final Counter refused;

  HttpMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    cut =
        Counter.builder()
            .name("node_connections_cut_total")
            .help("Connections ended because their client was too slow, or one too many")
            .labelNames("reason")
            .register(registry);
    refused =
        Counter.builder()
            .name("node_requests_refused_for_memory_total")
            .help("Requests and answers refused for their bytes, by the limit that was reached")
            .labelNames("limit")
            .register(registry);
  }

  /// @param connections that clients have open now
  /// @param bytesInFlight of bodies and answers
  public void register(LongSupplier connections, LongSupplier bytesInFlight) {
    gauge("node_connections", "Connections that clients have open", connections);
    gauge("node_bytes_in_flight", "Bodies and answers that are held in memory", bytesInFlight);
  }

  private void gauge(String name, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call((double) value.getAsLong()))
        .register(registry);
  }

  public void cut(String reason) {
    cut.labelValues(reason).inc();
  }

  /// @param limit `node` or `tenant`; `reply` for one that is larger than either
  public void refusedForMemory(String limit) {
    refused.labelValues(limit).inc();
  }
}

package io.hotswap.runtime.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.LongAdder;

/// Hits, misses, evictions and sizes of the node's cache of versions.
public final class CacheMetrics {
  // Adders, because every call increments one of them.
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final Counter evictions;
  private final Gauge loaded;
  private final Gauge cold;

  CacheMetrics(PrometheusRegistry registry) {
    CounterWithCallback.builder()
        .name("plugin_cache_hits_total")
        .help("Calls whose version was loaded")
        .callback(callback -> callback.call((double) hits.sum()))
        .register(registry);
    CounterWithCallback.builder()
        .name("plugin_cache_misses_total")
        .help("Calls that waited for their version to be brought up again")
        .callback(callback -> callback.call((double) misses.sum()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("plugin_cache_hit_ratio")
        .help("Hits of all calls since the node began; 1 before the first")
        .callback(callback -> callback.call(ratio()))
        .register(registry);
    evictions =
        Counter.builder()
            .name("plugin_cache_evictions_total")
            .help("Versions unloaded for room or age, until they are called again")
            .register(registry);
    loaded =
        Gauge.builder()
            .name("plugin_cache_loaded_bytes")
            .help("Estimated bytes of the loaded versions")
            .register(registry);
    cold =
        Gauge.builder()
            .name("plugin_cache_cold_bytes")
            .help("Estimated bytes of the versions that are not loaded")
            .register(registry);
  }

  private double ratio() {
    double hit = hits.sum();
    double all = hit + misses.sum();
    return all == 0 ? 1 : hit / all;
  }

  public void hit() {
    hits.increment();
  }

  public void missed() {
    misses.increment();
  }

  public void evicted() {
    evictions.inc();
  }

  public void setBytes(long loadedBytes, long coldBytes) {
    loaded.set((double) loadedBytes);
    cold.set((double) coldBytes);
  }
}

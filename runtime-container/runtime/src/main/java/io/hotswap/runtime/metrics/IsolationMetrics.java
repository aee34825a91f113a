package io.hotswap.runtime.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// The worker processes that plugins run in.
public final class IsolationMetrics {
  private final Gauge running;
  private final Counter ended;
  private final Gauge lock;

  IsolationMetrics(PrometheusRegistry registry) {
    running =
        Gauge.builder()
            .name("plugin_processes_running")
            .help("Child processes that plugins run in")
            .register(registry);
    ended =
        Counter.builder()
            .name("plugin_processes_ended_total")
            .help(
                "Child processes that ended, by reason; all but Stopped and those over a quota are"
                    + " started again")
            .labelNames("plugin", "version", "reason")
            .register(registry);
    lock =
        Gauge.builder()
            .name("node_lock")
            .help("1 for the level at which this machine can lock a process: FULL, UID or NONE")
            .labelNames("level")
            .register(registry);
  }

  public void lock(String level) {
    lock.labelValues(level).set(1);
  }

  public void began() {
    running.inc();
  }

  public void ended(String plugin, String version, String reason) {
    running.dec();
    ended.labelValues(plugin, version, reason).inc();
  }
}

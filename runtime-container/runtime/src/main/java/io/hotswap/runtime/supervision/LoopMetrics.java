package io.hotswap.runtime.supervision;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/// Metrics of the node's loops.
public final class LoopMetrics {
  private final Counter restarts;
  private final Counter interrupted;
  private final Gauge stuck;
  private final PrometheusRegistry registry;

  public LoopMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    this.restarts =
        Counter.builder()
            .name("node_loop_restarts_total")
            .help("Loops of the node that had lost their thread")
            .labelNames("loop")
            .register(registry);
    this.interrupted =
        Counter.builder()
            .name("node_loop_rounds_interrupted_total")
            .help("Times that a round which hung was interrupted, in loops a node does without")
            .labelNames("loop")
            .register(registry);
    this.stuck =
        Gauge.builder()
            .name("node_loop_stuck")
            .help("1 while a loop of the node gives no sign of life in time")
            .labelNames("loop")
            .register(registry);
  }

  public void restarted(String loop) {
    restarts.labelValues(loop).inc();
  }

  void roundInterrupted(String loop) {
    interrupted.labelValues(loop).inc();
  }

  public void stuck(String loop, boolean isStuck) {
    stuck.labelValues(loop).set(isStuck ? 1 : 0);
  }

  public void countRefusedInterrupts(LongSupplier refused) {
    CounterWithCallback.builder()
        .name("node_interrupts_refused_total")
        .help("Times that plugin code tried to interrupt a thread of the node")
        .callback(it -> it.call((double) refused.getAsLong()))
        .register(registry);
  }
}

package io.hotswap.runtime.metrics;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.logging.NodeLog;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.supervision.LoopMetrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.ObjDoubleConsumer;

/// A node's metrics, under the specification's names.
public final class NodeMetrics {
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final String environment;
  private final CacheMetrics cache = new CacheMetrics(registry);
  private final IsolationMetrics isolation = new IsolationMetrics(registry);
  private final ForwardingMetrics forwarding;
  private final CountingMetrics counting;
  private final HttpMetrics http = new HttpMetrics(registry);
  private final LoopMetrics loops = new LoopMetrics(registry);
  private final ClockMetrics clock = new ClockMetrics(registry);
  private final Histogram loads =
      Histogram.builder()
          .name("plugin_load_duration_seconds")
          .unit(Unit.SECONDS)
          .help("From a routing document to a healthy version: fetch, verify, load, start, check")
          .labelNames("plugin", "environment")
          .classicOnly()
          .classicUpperBounds(.005, .01, .025, .05, .1, .15, .25, .5, 1, 2.5, 5, 10, 30)
          .register(registry);
  private final Counter failedLoads =
      Counter.builder()
          .name("plugin_load_failures_total")
          .help("Versions that could not be brought up")
          .labelNames("plugin", "environment")
          .register(registry);
  private final Gauge active =
      Gauge.builder()
          .name("plugins_active")
          .help("Plugins that calls are routed to")
          .labelNames("environment")
          .register(registry);
  private final Gauge generations =
      Gauge.builder()
          .name("plugin_generation")
          .help("The generation that calls are routed by")
          .labelNames("plugin", "environment")
          .register(registry);
  private final Counter unstoppable =
      Counter.builder()
          .name("plugin_unstoppable_calls_total")
          .help("Calls that ran on after they were interrupted")
          .labelNames("plugin", "version", "environment")
          .register(registry);
  private final Counter retired =
      Counter.builder()
          .name("plugin_versions_retired_total")
          .help("Versions that were stopped and closed, and have to be collected")
          .labelNames("plugin", "environment")
          .register(registry);
  private final Counter collected =
      Counter.builder()
          .name("plugin_versions_collected_total")
          .help("Retired versions that are proved collected")
          .labelNames("plugin", "environment")
          .register(registry);
  private final Counter leaked =
      Counter.builder()
          .name("plugin_versions_leaked_total")
          .help("Retired versions that outlived two class-unloading cycles, by what holds them")
          .labelNames("plugin", "version", "environment", "kind")
          .register(registry);
  private final Histogram proofs =
      Histogram.builder()
          .name("plugin_unload_proof_seconds")
          .unit(Unit.SECONDS)
          .help("From the end of a version's retirement to the proof that it is collected")
          .labelNames("plugin", "environment")
          .classicOnly()
          .classicUpperBounds(.1, .5, 1, 5, 15, 30, 60, 120, 180, 300, 900, 3600)
          .register(registry);
  private final Counter overQuota =
      Counter.builder()
          .name("plugin_calls_over_quota_total")
          .help("Calls refused because their tenant has used up its quota, by which limit")
          .labelNames("plugin", "environment", "limit")
          .register(registry);
  private final Counter droppedLines =
      Counter.builder()
          .name("plugin_log_lines_dropped_total")
          .help("Lines that a plugin logged or printed over its limit")
          .labelNames("plugin", "environment")
          .register(registry);
  private final Gauge health =
      Gauge.builder()
          .name("plugin_healthy")
          .help("1 while the version reports itself healthy")
          .labelNames("plugin", "version", "environment")
          .register(registry);
  private final Gauge crashed =
      Gauge.builder()
          .name("plugin_versions_crashed")
          .help("1 while the version is not loaded, because processes of this node died on it")
          .labelNames("plugin", "version", "environment")
          .register(registry);
  private final Gauge quarantined =
      Gauge.builder()
          .name("plugin_versions_quarantined")
          .help("1 while no call enters the version, because some of its calls cannot be stopped")
          .labelNames("plugin", "version", "environment")
          .register(registry);
  private final Gauge controlPlane =
      Gauge.builder()
          .name("node_control_plane_reachable")
          .help("1 while the last exchange with it succeeded")
          .labelNames("exchange")
          .register(registry);
  private final Gauge lastSuccess =
      Gauge.builder()
          .name("node_control_plane_last_success_timestamp_seconds")
          .help("When an exchange with it last succeeded")
          .labelNames("exchange")
          .register(registry);
  private final Counter globalChanges =
      Counter.builder()
          .name("plugin_global_state_changes_total")
          .help("Settings of the whole process that code of the version has changed, by which")
          .labelNames("plugin", "version", "environment", "what")
          .register(registry);
  private final Histogram businessHistogram =
      Histogram.builder()
          .name("plugin_figure")
          .help("Business metrics that plugins record")
          .labelNames("plugin", "version", "environment", "name")
          .classicOnly()
          .classicUpperBounds(.001, .01, .1, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
          .register(registry);

  public NodeMetrics(Environment environment) {
    this.environment = environment.name();
    this.forwarding = new ForwardingMetrics(registry, this.environment);
    this.counting = new CountingMetrics(registry, this.environment);
    active.labelValues(this.environment).set(0);
    CounterWithCallback.builder()
        .name("node_log_lines_dropped_total")
        .help("Lines that were dropped because nobody read the node's standard output")
        .callback(count -> count.call((double) NodeLog.dropped()))
        .register(registry);
  }

  public String environment() {
    return environment;
  }

  /// Registers a collector that is read at each scrape.
  public void register(MultiCollector collector) {
    registry.register(collector);
  }

  public CacheMetrics cache() {
    return cache;
  }

  public ForwardingMetrics forwarding() {
    return forwarding;
  }

  public CountingMetrics counting() {
    return counting;
  }

  public HttpMetrics http() {
    return http;
  }

  public LoopMetrics loops() {
    return loops;
  }

  public IsolationMetrics isolation() {
    return isolation;
  }

  public void loaded(String plugin, long nanos) {
    loads.labelValues(plugin, environment).observe(nanos / NANOS);
  }

  public void failedToLoad(String plugin) {
    failedLoads.labelValues(plugin, environment).inc();
  }

  public void switched(String plugin, long generation, int plugins) {
    generations.labelValues(plugin, environment).set((double) generation);
    active.labelValues(environment).set(plugins);
  }

  public void unstoppable(PluginRef ref, long calls) {
    unstoppable.labelValues(ref.pluginName(), ref.routed().release(), environment).inc(calls);
  }

  public void lineDropped(String plugin) {
    droppedLines.labelValues(plugin, environment).inc();
  }

  /// @param limit `requests`, `concurrency` or `bytes`
  public void overQuota(String plugin, String limit) {
    overQuota.labelValues(plugin, environment, limit).inc();
  }

  public void healthy(PluginRef ref, boolean healthy) {
    health.labelValues(ref.pluginName(), ref.routed().release(), environment).set(healthy ? 1 : 0);
  }

  public void quarantined(PluginRef ref, boolean stands) {
    quarantined
        .labelValues(ref.pluginName(), ref.routed().release(), environment)
        .set(stands ? 1 : 0);
  }

  /// The version is not loaded any more, because the process died on it twice.
  public void crashed(PluginRef ref) {
    crashed.labelValues(ref.pluginName(), ref.routed().release(), environment).set(1);
  }

  public void unloaded(PluginRef ref) {
    quarantined.remove(ref.pluginName(), ref.routed().release(), environment);
    health.remove(ref.pluginName(), ref.routed().release(), environment);
  }

  public void retired(PluginRef ref) {
    retired.labelValues(ref.pluginName(), environment).inc();
  }

  public void collected(PluginRef ref, Duration after) {
    collected.labelValues(ref.pluginName(), environment).inc();
    proofs.labelValues(ref.pluginName(), environment).observe(after.toNanos() / NANOS);
  }

  /// @param kind of what holds it, as in `LeakKind`
  public void leaked(PluginRef ref, String kind) {
    leaked.labelValues(ref.pluginName(), ref.routed().release(), environment, kind).inc();
  }

  /// @param what the process-wide setting that was changed
  public void changedGlobally(PluginRef ref, String what) {
    globalChanges.labelValues(ref.pluginName(), ref.routed().release(), environment, what).inc();
  }

  /// @param exchange label of the exchange: `routing`, `lease`, `acknowledgement`, …
  public void reachable(String exchange, boolean reachable) {
    controlPlane.labelValues(exchange).set(reachable ? 1 : 0);
    if (reachable) {
      lastSuccess.labelValues(exchange).set(System.currentTimeMillis() / MILLIS);
    }
  }

  public ClockMetrics clock() {
    return clock;
  }

  /// @param listener takes each accepted value, on the thread that records it
  public BusinessMetrics businessMetrics(PluginRef ref, ObjDoubleConsumer<String> listener) {
    return new BusinessMetrics(
        name ->
            businessHistogram.labelValues(
                ref.pluginName(), ref.routed().release(), environment, name),
        listener,
        ref.label());
  }

  /// All metrics in Prometheus' text format.
  public byte[] text() {
    var out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}

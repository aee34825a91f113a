package io.hotswap.runtime.counting;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.function.BiConsumer;

/// Call counts for Prometheus, read at the scrape, so that calls are counted in one place only.
final class CallMetrics implements MultiCollector {
  private final CallCounter callCounter;
  private final String environment;

  CallMetrics(CallCounter callCounter, String environment) {
    this.callCounter = callCounter;
    this.environment = environment;
  }

  @Override
  public MetricSnapshots collect() {
    var invocations =
        CounterSnapshot.builder()
            .name("plugin_invocations")
            .help("Calls that reached a version, by how they ended");
    var executions =
        HistogramSnapshot.builder()
            .name("plugin_execution_duration_seconds")
            .unit(Unit.SECONDS)
            .help("From routing a call to the plugin's answer");
    each(
        (labels, version) -> {
          var callTotals = version.window().totals();
          for (var callOutcome : CallOutcome.values()) {
            long calls = callTotals.calls(callOutcome);
            if (calls > 0) {
              invocations.dataPoint(
                  CounterDataPointSnapshot.builder()
                      .labels(labels.add("outcome", callOutcome.label()))
                      .value((double) calls)
                      .build());
            }
          }
          executions.dataPoint(
              HistogramDataPointSnapshot.builder()
                  .labels(labels)
                  .classicHistogramBuckets(callTotals.histogram())
                  .sum(version.seconds())
                  .build());
        });
    return new MetricSnapshots(invocations.build(), executions.build());
  }

  private void each(BiConsumer<Labels, VersionStats> taking) {
    callCounter
        .plugins()
        .forEach(
            (id, versions) ->
                versions.forEach(
                    (version, counted) ->
                        taking.accept(
                            Labels.of(
                                "environment", environment,
                                "plugin", counted.plugin(),
                                "version", version),
                            counted)));
  }
}

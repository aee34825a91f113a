package io.hotswap.runtime.counting;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// What is counted of calls, for Prometheus: read when it asks, so that a call is counted once.
final class CallMetrics implements MultiCollector {
  private final Counts counts;
  private final String environment;

  CallMetrics(Counts counts, String environment) {
    this.counts = counts;
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
          for (var outcome : Outcome.values()) {
            long calls = version.durations(outcome).calls();
            if (calls > 0) {
              invocations.dataPoint(
                  CounterDataPointSnapshot.builder()
                      .labels(labels.add("outcome", outcome.label()))
                      .value((double) calls)
                      .build());
            }
          }
          executions.dataPoint(durations(labels, version));
        });
    return new MetricSnapshots(invocations.build(), executions.build());
  }

  private void each(BiConsumer<Labels, VersionCounts> taking) {
    counts
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

  private static HistogramDataPointSnapshot durations(Labels labels, VersionCounts version) {
    List<ClassicHistogramBuckets> buckets = new ArrayList<>();
    double seconds = 0;
    for (var outcome : Outcome.values()) {
      buckets.add(version.durations(outcome).buckets());
      seconds += version.durations(outcome).seconds();
    }
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(sum(buckets))
        .sum(seconds)
        .build();
  }

  private static ClassicHistogramBuckets sum(List<ClassicHistogramBuckets> all) {
    var bounds = all.getFirst().stream().map(ClassicHistogramBucket::getUpperBound).toList();
    List<Long> calls = new ArrayList<>();
    for (int bucket = 0; bucket < bounds.size(); bucket++) {
      int index = bucket;
      calls.add(all.stream().mapToLong(it -> it.getCount(index)).sum());
    }
    return ClassicHistogramBuckets.of(bounds, calls);
  }
}

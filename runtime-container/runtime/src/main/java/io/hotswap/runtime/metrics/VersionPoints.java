package io.hotswap.runtime.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Where one version's calls are counted. Kept, because finding them by their labels allocates, and
/// every call would do it.
final class VersionPoints {
  private final Map<String, CounterDataPoint> byOutcome = new ConcurrentHashMap<>(4);
  private final Function<String, CounterDataPoint> finding;
  private final DistributionDataPoint durations;

  VersionPoints(Function<String, CounterDataPoint> finding, DistributionDataPoint durations) {
    this.finding = finding;
    this.durations = durations;
  }

  void called(String outcome, double seconds) {
    var calls = byOutcome.get(outcome);
    (calls == null ? byOutcome.computeIfAbsent(outcome, finding) : calls).inc();
    durations.observe(seconds);
  }
}

package io.hotswap.health;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A plugin's calls as openapi.yaml describes them.
record MetricsView(
    PluginId pluginId,
    Environment environment,
    Instant from,
    Instant until,
    List<OfVersion> versions) {

  /// @param errorRate failed calls per call; absent without calls
  record OfVersion(
      String version,
      long calls,
      long failures,
      Optional<Double> errorRate,
      double callsPerSecond,
      Optional<Double> p50Millis,
      Optional<Double> p95Millis,
      Optional<Double> p99Millis,
      List<Minute> minutes) {}

  record Minute(Instant at, long calls, long failures) {}

  static OfVersion version(String version, List<MinuteStats> stats, Duration window) {
    long calls = stats.stream().mapToLong(MinuteStats::calls).sum();
    long failures = stats.stream().mapToLong(MinuteStats::failures).sum();
    var latencyHistogram =
        stats.stream()
            .map(MinuteStats::latencies)
            .reduce(LatencyHistogram.NONE, LatencyHistogram::plus);
    return new OfVersion(
        version,
        calls,
        failures,
        calls == 0 ? Optional.empty() : Optional.of((double) failures / calls),
        (double) calls / window.toSeconds(),
        millis(latencyHistogram, 0.50),
        millis(latencyHistogram, 0.95),
        millis(latencyHistogram, 0.99),
        minutes(stats));
  }

  private static List<Minute> minutes(List<MinuteStats> stats) {
    var sums = new TreeMap<Instant, Minute>();
    for (var each : stats) {
      sums.merge(
          each.minute(),
          new Minute(each.minute(), each.calls(), each.failures()),
          (one, other) ->
              new Minute(one.at(), one.calls() + other.calls(), one.failures() + other.failures()));
    }
    return List.copyOf(sums.values());
  }

  private static Optional<Double> millis(LatencyHistogram latencyHistogram, double share) {
    var micros = latencyHistogram.percentile(share);
    return micros.isPresent() ? Optional.of(micros.getAsLong() / 1000.0) : Optional.empty();
  }
}

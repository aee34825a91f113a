package io.hotswap.health;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.figures.Latencies;
import io.hotswap.domain.figures.MinuteFigures;
import io.hotswap.domain.plugin.PluginId;
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

  static OfVersion version(String version, List<MinuteFigures> figures, Duration window) {
    long calls = figures.stream().mapToLong(MinuteFigures::calls).sum();
    long failures = figures.stream().mapToLong(MinuteFigures::failures).sum();
    var latencies =
        figures.stream().map(MinuteFigures::latencies).reduce(Latencies.NONE, Latencies::plus);
    return new OfVersion(
        version,
        calls,
        failures,
        calls == 0 ? Optional.empty() : Optional.of((double) failures / calls),
        (double) calls / window.toSeconds(),
        millis(latencies, 0.50),
        millis(latencies, 0.95),
        millis(latencies, 0.99),
        minutes(figures));
  }

  private static List<Minute> minutes(List<MinuteFigures> figures) {
    var sums = new TreeMap<Instant, Minute>();
    for (var each : figures) {
      sums.merge(
          each.minute(),
          new Minute(each.minute(), each.calls(), each.failures()),
          (one, other) ->
              new Minute(one.at(), one.calls() + other.calls(), one.failures() + other.failures()));
    }
    return List.copyOf(sums.values());
  }

  private static Optional<Double> millis(Latencies latencies, double share) {
    var micros = latencies.percentile(share);
    return micros.isPresent() ? Optional.of(micros.getAsLong() / 1000.0) : Optional.empty();
  }
}

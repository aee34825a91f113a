package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.traffic.SampledMinutes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Traffic of the serving version in the last 24 hours; with many nodes a sample.
///
/// @param tenants movable tenants that called today or yesterday
/// @param calls of the version
/// @param time covered by the counts: less than a day if the version has served for less
/// @param logSpread standard deviation of the logarithm of a call's latency
/// @param recorded names of the plugin's own metrics; empty when no node reported any list
public record RecentTraffic(
    int tenants,
    long calls,
    long failures,
    Duration time,
    double logSpread,
    Optional<Set<String>> recorded) {
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final double LEAST_SPREAD = 0.1;

  static RecentTraffic of(int tenants, SampledMinutes sampled) {
    var time = sampled.time();
    var latencyHistogram =
        sampled
            .minutes()
            .map(MinuteStats::latencies)
            .reduce(LatencyHistogram.NONE, LatencyHistogram::plus);
    return new RecentTraffic(
        tenants,
        sampled.total(MinuteStats::calls),
        sampled.total(MinuteStats::failures),
        time.compareTo(LEAST) > 0 ? time : LEAST,
        Math.max(LEAST_SPREAD, logSpread(latencyHistogram)),
        recorded(sampled));
  }

  private static Optional<Set<String>> recorded(SampledMinutes sampled) {
    var reported = sampled.minutes().map(MinuteStats::recorded).flatMap(Optional::stream).toList();
    Set<String> names = new HashSet<>();
    reported.forEach((Collection<String> it) -> names.addAll(it));
    return reported.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  private static double logSpread(LatencyHistogram latencyHistogram) {
    double calls = 0;
    double sum = 0;
    double squares = 0;
    for (var entry : latencyHistogram.callsByMicros().entrySet()) {
      double log = Math.log((double) Math.max(1, entry.getKey()));
      double count = entry.getValue();
      calls += count;
      sum += count * log;
      squares += count * log * log;
    }
    return calls == 0 ? 0 : Math.sqrt(Math.max(0, squares / calls - sum / calls * sum / calls));
  }

  double callsPerSecond() {
    return calls / (double) time.toSeconds();
  }

  double errorRate() {
    return calls == 0 ? 0 : (double) failures / calls;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d tenants and %.2g calls a second of the last day, of which %.2g %% failed",
        tenants,
        callsPerSecond(),
        100 * errorRate());
  }
}

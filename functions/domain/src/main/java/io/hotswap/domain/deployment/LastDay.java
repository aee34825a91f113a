package io.hotswap.domain.deployment;

import io.hotswap.domain.figures.Hour;
import io.hotswap.domain.figures.Latencies;
import io.hotswap.domain.figures.MinuteFigures;
import io.hotswap.domain.figures.SampledMinutes;
import io.hotswap.domain.plugin.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What was counted of the version that serves in the last 24 hours; of many nodes a sample.
///
/// @param tenants that called today or yesterday, and may be moved
/// @param calls of the version
/// @param time in which they were made: less than a day where it serves for less
/// @param logSpread standard deviation of the logarithm of a call's time
/// @param recorded the plugin's own figures; empty where no node told which there are
record LastDay(
    int tenants,
    long calls,
    long failures,
    Duration time,
    double logSpread,
    Optional<Set<String>> recorded) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final double LEAST_SPREAD = 0.1;

  static LastDay of(
      Surroundings around, Plans.Subject subject, Optional<String> serving, Instant now) {
    var document = around.routing().current(subject.pluginId(), subject.environment());
    var tenants =
        Cohorts.movable(
            around
                .tenants()
                .calling(
                    subject.environment(),
                    subject.pluginId(),
                    now.minus(DAY).truncatedTo(ChronoUnit.DAYS)),
            document);
    var minutes =
        serving
            .map(it -> minutes(around, subject.pluginId(), subject.environment(), it, now))
            .orElse(SampledMinutes.NONE);
    return of(tenants.size(), minutes);
  }

  private static SampledMinutes minutes(
      Surroundings around, PluginId plugin, Environment environment, String version, Instant now) {
    return SampledMinutes.of(
        Hour.newestFirst(now.minus(DAY), now),
        it -> around.figures().of(environment, plugin, version, it.from(), it.until()));
  }

  private static LastDay of(int tenants, SampledMinutes sampled) {
    var time = sampled.time();
    var latencies =
        sampled.minutes().map(MinuteFigures::latencies).reduce(Latencies.NONE, Latencies::plus);
    return new LastDay(
        tenants,
        sampled.total(MinuteFigures::calls),
        sampled.total(MinuteFigures::failures),
        time.compareTo(LEAST) > 0 ? time : LEAST,
        Math.max(LEAST_SPREAD, logSpread(latencies)),
        recorded(sampled));
  }

  private static Optional<Set<String>> recorded(SampledMinutes sampled) {
    var told = sampled.minutes().map(MinuteFigures::recorded).flatMap(Optional::stream).toList();
    Set<String> names = new HashSet<>();
    told.forEach((Collection<String> it) -> names.addAll(it));
    return told.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  private static double logSpread(Latencies latencies) {
    double calls = 0;
    double sum = 0;
    double squares = 0;
    for (var entry : latencies.callsByMicros().entrySet()) {
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

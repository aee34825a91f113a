package io.hotswap.domain.deployment;

import io.hotswap.domain.figures.Latencies;
import io.hotswap.domain.figures.MinuteFigures;
import io.hotswap.domain.plugin.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What was counted of the version that serves in the last 24 hours.
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
            .orElse(List.of());
    return of(tenants.size(), minutes, now);
  }

  private static List<MinuteFigures> minutes(
      Surroundings around, PluginId plugin, Environment environment, String version, Instant now) {
    return around.figures().of(environment, plugin, version, now.minus(DAY), now);
  }

  private static LastDay of(int tenants, List<MinuteFigures> minutes, Instant now) {
    var first = minutes.stream().map(MinuteFigures::minute).min(Instant::compareTo).orElse(now);
    var time = Duration.between(first, now);
    var latencies =
        minutes.stream().map(MinuteFigures::latencies).reduce(Latencies.NONE, Latencies::plus);
    return new LastDay(
        tenants,
        minutes.stream().mapToLong(MinuteFigures::calls).sum(),
        minutes.stream().mapToLong(MinuteFigures::failures).sum(),
        time.compareTo(LEAST) > 0 ? time : LEAST,
        Math.max(LEAST_SPREAD, logSpread(latencies)),
        recorded(minutes));
  }

  private static Optional<Set<String>> recorded(List<MinuteFigures> minutes) {
    var told = minutes.stream().map(MinuteFigures::recorded).flatMap(Optional::stream).toList();
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

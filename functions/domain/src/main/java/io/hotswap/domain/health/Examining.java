package io.hotswap.domain.health;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.figures.Figures;
import io.hotswap.domain.figures.HealthReports;
import io.hotswap.domain.figures.Hour;
import io.hotswap.domain.figures.Suspicion;
import io.hotswap.domain.figures.TenantSamples;
import io.hotswap.domain.health.Triggers.Scene;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.plugin.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Looks at all nodes, to tell how a version's triggers stand.
public final class Examining {
  // The first of the trailing minutes begins before the window.
  private static final Duration LOOK_BACK = Triggers.WINDOW.plusMinutes(2);

  private final Figures figures;
  private final HealthReports reports;
  private final TenantSamples samples;
  private final Nodes nodes;

  public Examining(Figures figures, HealthReports reports, TenantSamples samples, Nodes nodes) {
    this.figures = figures;
    this.reports = reports;
    this.samples = samples;
    this.nodes = nodes;
  }

  public Standing standing(Trigger trigger, Watched watched, Instant now) {
    return standing(trigger, watched, Optional.empty(), now);
  }

  /// @param word the suspicion that asks
  Standing standing(Trigger trigger, Watched watched, Optional<Suspicion> word, Instant now) {
    var scene =
        new Scene(
            watched,
            calls(watched, watched.version(), watched.since(), now),
            new KnownPast(watched, now),
            now);
    return switch (trigger) {
      case Unhealthy -> unhealthy(scene, word);
      case ErrorRate -> Triggers.errorRate(scene);
      case Latency -> Triggers.latency(scene);
    };
  }

  private Standing unhealthy(Scene scene, Optional<Suspicion> word) {
    var watched = scene.watched();
    var fleet = fleet(watched.environment(), watched.pluginId());
    var checks = Checks.of(watched.version(), fleet, scene.now());
    var all =
        word.map(it -> checks.and(it, fleet.report(it.nodeId(), watched.version()))).orElse(checks);
    var before =
        watched.previous().map(it -> Checks.of(it, fleet, scene.now())).orElse(Checks.NONE);
    return Triggers.unhealthy(scene, all, before);
  }

  Fleet fleet(Environment environment, PluginId pluginId) {
    return new Fleet(
        nodes.leases(environment),
        nodes.acknowledgements(environment, pluginId),
        reports.of(environment, pluginId));
  }

  private Traffic calls(Watched watched, String version, Instant since, Instant now) {
    var from = now.minus(LOOK_BACK);
    return traffic(watched, version, since.isAfter(from) ? since : from, now);
  }

  private Traffic traffic(Watched watched, String version, Instant from, Instant now) {
    return hours(watched, version, from, now).reduce(Traffic.NONE, Traffic::plus);
  }

  private Stream<Traffic> hours(Watched watched, String version, Instant from, Instant now) {
    return Hour.newestFirst(from.truncatedTo(ChronoUnit.MINUTES), now.plusNanos(1))
        .map(
            it ->
                Traffic.of(
                    figures.of(
                        watched.environment(),
                        watched.pluginId(),
                        version,
                        it.from(),
                        it.until())));
  }

  /// What nodes said of the previous version.
  private final class KnownPast implements Past {
    private final Watched watched;
    private final Instant now;

    KnownPast(Watched watched, Instant now) {
      this.watched = watched;
      this.now = now;
    }

    @Override
    public Baseline baseline() {
      return Examining.this.baseline(watched, now);
    }

    @Override
    public Traffic beside() {
      return watched
          .previous()
          .map(it -> calls(watched, it, Instant.EPOCH, now))
          .orElse(Traffic.NONE);
    }

    @Override
    public Stream<Traffic> lastDay() {
      // Not by flatMap: it reads them all at once.
      return watched
          .previous()
          .map(it -> hours(watched, it, now.minus(Triggers.BEFORE), now))
          .orElse(Stream.empty());
    }

    @Override
    public OptionalDouble ownFailures() {
      return watched
          .analysis()
          .map(it -> samples.of(watched.environment(), watched.pluginId(), it.window()))
          .map(it -> OwnPast.failures(it, watched.version()))
          .orElse(OptionalDouble.empty());
    }
  }

  /// The previous version in the same window, else in its last 24 hours, else as it was when the
  /// watch began.
  private Baseline baseline(Watched watched, Instant now) {
    return watched.previous().map(it -> baseline(watched, it, now)).orElse(Baseline.UNKNOWN);
  }

  private Baseline baseline(Watched watched, String previous, Instant now) {
    var from = now.minus(Triggers.WINDOW);
    var beside = calls(watched, previous, Instant.EPOCH, now);
    var window = beside.between(from, now.plusNanos(1));
    if (window.calls() >= watched.minimumCalls()) {
      return Baseline.of(
          previous + " in the same 5 minutes", window, beside.latencies(from, now.plusNanos(1)));
    }
    var day = traffic(watched, previous, now.minus(Triggers.BEFORE), now);
    if (day.all().calls() >= watched.minimumCalls()) {
      return Baseline.of(previous + " in the last 24 hours", day.all(), day.latencies());
    }
    return Baseline.remembered(previous + " before the watch", day.all(), watched.baselineMicros());
  }
}

package io.hotswap.domain.health;

import io.hotswap.domain.health.FailureEvidence.Slice;
import io.hotswap.domain.health.TriggerState.Fires;
import io.hotswap.domain.health.TriggerState.NoBetterBefore;
import io.hotswap.domain.health.TriggerState.Quiet;
import io.hotswap.domain.health.TriggerState.Warns;
import io.hotswap.domain.health.Triggers.Scene;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whether far more calls fail than the limit allows, so that nobody need wait for five minutes:
/// when all of them fail, two slices of ten seconds warn and three suffice to go back.
final class FastBurn {
  /// One false alarm in so many watches of three days.
  static final double WARNS = 100;

  /// One wrong way back in so many.
  static final double FIRES = 1_000;

  /// Of the calls that the other rules take so many must have failed here: 10 when nothing else was
  /// asked for.
  private static final int FAILURES_PER_MINIMUM = 10;

  static final double LIMIT = Triggers.ERROR_PERCENT / 100.0;
  private static final Duration SLICE = Duration.ofSeconds(MinuteStats.SLICE_SECONDS);

  private FastBurn() {}

  /// @param numbers of the rule of five minutes, for people
  static TriggerState of(Scene scene, String numbers) {
    if (evidence(scene, VersionTraffic.NONE, LIMIT) < WARNS || tooFewFailures(scene)) {
      return new Quiet(numbers);
    }
    // Tenants that always fail fail on any version.
    double allowed = Math.max(LIMIT, scene.past().ownFailures().orElse(0));
    double evidence = evidence(scene, scene.past().beside(), allowed);
    var told =
        "%s; that more than %.0f %% fail is backed by evidence of %s to 1"
            .formatted(numbers, 100 * allowed, odds(evidence));
    if (evidence < WARNS) {
      return new Quiet(told);
    }
    return evidence < FIRES
        ? new Warns(told + "; it takes " + odds(FIRES) + " to 1 to go back")
        : proved(scene, told);
  }

  private static TriggerState proved(Scene scene, String numbers) {
    var previous = scene.watched().previous();
    if (previous.isEmpty()) {
      return new NoBetterBefore(numbers + "; nothing served before");
    }
    var lastDay = scene.past().lastDay().map(it -> slices(it, VersionTraffic.NONE, LIMIT));
    return FailureEvidence.everFound(FIRES, lastDay)
        ? new NoBetterBefore(
            numbers + "; " + previous.get() + " failed as suddenly in the last 24 hours")
        : new Fires(numbers);
  }

  private static double evidence(Scene scene, VersionTraffic beside, double allowed) {
    var window = scene.now().minus(Triggers.WINDOW);
    var since = slice(scene.watched().since());
    var calls = scene.calls().from(window.isAfter(since) ? window : since);
    return FailureEvidence.of(slices(calls, beside, allowed), !window.isAfter(since));
  }

  private static boolean tooFewFailures(Scene scene) {
    var failed = scene.inWindow().failures();
    return failed * FAILURES_PER_MINIMUM < scene.watched().minimumCalls();
  }

  private static List<Slice> slices(VersionTraffic calls, VersionTraffic beside, double allowed) {
    List<Slice> slices = new ArrayList<>();
    calls
        .slices()
        .forEach(
            (at, counts) -> {
              // What fails on both versions at the same time is not the new one's doing.
              double share = beside.slices().getOrDefault(at, CallCounts.NONE).errorShare();
              slices.add(new Slice(counts, Math.max(allowed, share)));
            });
    return slices;
  }

  private static Instant slice(Instant at) {
    long length = SLICE.toSeconds();
    return Instant.ofEpochSecond(at.getEpochSecond() / length * length);
  }

  private static String odds(double evidence) {
    return String.format(Locale.ROOT, "%,.0f", Math.min(evidence, 1e9));
  }
}

package io.hotswap.domain.health;

import io.hotswap.domain.health.FailureEvidence.Slice;
import io.hotswap.domain.health.RollbackTriggers.Scene;
import io.hotswap.domain.health.TriggerState.Fires;
import io.hotswap.domain.health.TriggerState.NoBetterBefore;
import io.hotswap.domain.health.TriggerState.Quiet;
import io.hotswap.domain.health.TriggerState.Warns;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Detects an error rate far above the limit without waiting for the window of five minutes: when
/// all calls fail, two slices of ten seconds warn and three roll back.
final class FastBurn {
  /// Odds at which operators are warned: one false warning in 100 watches of three days.
  static final double WARN_ODDS = 100;

  /// Odds at which the version is rolled back: one wrong rollback in 1,000 watches of three days.
  static final double FIRE_ODDS = 1_000;

  /// The failures needed are the minimum of calls divided by this: 10 at the default of 100 calls.
  private static final int FAILURES_PER_MINIMUM = 10;

  static final double LIMIT = RollbackTriggers.ERROR_PERCENT / 100.0;
  private static final Duration SLICE = Duration.ofSeconds(MinuteStats.SLICE_SECONDS);

  private FastBurn() {}

  static TriggerState of(Scene scene, String numbers) {
    if (evidence(scene, VersionTraffic.NONE, LIMIT) < WARN_ODDS || tooFewFailures(scene)) {
      return new Quiet(numbers);
    }
    // The error rate that the same tenants had on the previous version is allowed for.
    double allowed = Math.max(LIMIT, scene.reference().expectedErrorShare().orElse(0));
    double evidence = evidence(scene, scene.reference().recent(), allowed);
    var summary =
        "%s; that more than %.0f %% fail is backed by evidence of %s to 1"
            .formatted(numbers, 100 * allowed, odds(evidence));
    if (evidence < WARN_ODDS) {
      return new Quiet(summary);
    }
    return evidence < FIRE_ODDS
        ? new Warns(summary + "; a rollback needs " + odds(FIRE_ODDS) + " to 1")
        : confirmed(scene, summary);
  }

  private static TriggerState confirmed(Scene scene, String numbers) {
    var previous = scene.watched().previous();
    if (previous.isEmpty()) {
      return new NoBetterBefore(numbers + "; nothing served before");
    }
    var lastDay = scene.reference().lastDay().map(it -> slices(it, VersionTraffic.NONE, LIMIT));
    return FailureEvidence.everReached(FIRE_ODDS, lastDay)
        ? new NoBetterBefore(
            numbers + "; " + previous.get() + " failed as suddenly in the last 24 hours")
        : new Fires(numbers);
  }

  private static double evidence(Scene scene, VersionTraffic beside, double allowed) {
    var window = scene.now().minus(RollbackTriggers.WINDOW);
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
              // Failures that the previous version has in the same slice are not blamed on the new
              // one.
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

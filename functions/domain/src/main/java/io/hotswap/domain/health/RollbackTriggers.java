package io.hotswap.domain.health;

import io.hotswap.domain.health.TriggerState.Alone;
import io.hotswap.domain.health.TriggerState.Fires;
import io.hotswap.domain.health.TriggerState.NoBetterBefore;
import io.hotswap.domain.health.TriggerState.Quiet;
import io.hotswap.domain.health.TriggerState.TooFewCalls;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.verdict.VerdictQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// All rules and limits of the automatic rollback. A condition is evaluated over all nodes and
/// fires only when the previous version was better and, for error rate and latency, there were
/// enough calls. [FastBurn] needs no window of five minutes.
public final class RollbackTriggers {
  /// Failed checks in a row on one node that make it unhealthy there.
  public static final int FAILED_CHECKS = 3;

  /// Of several nodes; on fewer it is a problem of the node.
  public static final int UNHEALTHY_NODES = 2;

  public static final int ERROR_PERCENT = 5;
  public static final int LATENCY_FACTOR = 2;

  /// A node reports its own p99 from this factor on, so that all nodes are looked at before
  /// [#LATENCY_FACTOR] is reached.
  public static final double REPORTED_LATENCY_FACTOR = 1.5;

  public static final double P99 = 0.99;

  /// A p99 up to this never fires, whatever the baseline: below some milliseconds, code that is not
  /// compiled yet is as slow as a bad version.
  public static final Duration LATENCY_FLOOR = Duration.ofMillis(10);

  /// Latency is not judged before this time after the first call: the first calls on every node
  /// also load classes.
  public static final Duration COLD = Duration.ofSeconds(30);

  /// The window that error rate and latency are judged over.
  public static final Duration WINDOW = Duration.ofMinutes(5);

  /// How far back the baseline is searched when the previous version has no calls in the window.
  public static final Duration BASELINE_HISTORY = Duration.ofDays(1);

  /// Least calls of a version in the window; a deployment may set another number.
  public static final long MINIMUM_CALLS = VerdictQuestion.MINIMUM_CALLS;

  /// Standard deviations of a Poisson distribution: exceeded once in some hundred times by a
  /// version that is no slower.
  private static final double DEVIATIONS = 3;

  private static final Duration TICK = Duration.ofSeconds(MinuteStats.SLICE_SECONDS);
  private static final Duration TRAILING = Duration.ofMinutes(1);

  private RollbackTriggers() {}

  /// Input of a trigger's rule.
  ///
  /// @param calls of the version, of the last six minutes at least
  record Scene(
      WatchedVersion watched, VersionTraffic calls, ReferenceTraffic reference, Instant now) {
    CallCounts inWindow() {
      return calls.between(now.minus(WINDOW), now.plusNanos(1));
    }

    boolean hasTooFewCalls() {
      return inWindow().calls() < watched.minimumCalls();
    }
  }

  /// Needs no minimum of calls.
  ///
  /// @param before the previous version's
  static TriggerState unhealthy(
      Scene scene, HealthCheckResults healthCheckResults, HealthCheckResults before) {
    var alone = healthCheckResults.onlyFailingNode();
    if (alone.isPresent()) {
      return new Alone(alone.get(), healthCheckResults.toString());
    }
    return healthCheckResults.unhealthy()
        ? comparedWithBefore(
            scene,
            healthCheckResults.toString(),
            () -> before.unhealthy() ? no("is as sick") : better())
        : new Quiet(healthCheckResults.toString());
  }

  static TriggerState errorRate(Scene scene) {
    var above = aboveErrorLimit(scene.calls(), scene.now());
    var calls = scene.inWindow();
    var numbers =
        "%s in the last 5 minutes; above %d %% for %s"
            .formatted(calls, ERROR_PERCENT, minutes(above));
    return above.compareTo(WINDOW) >= 0 && !scene.hasTooFewCalls()
        ? confirmed(scene, numbers, () -> errorsBefore(calls, scene.reference().baseline()))
        : fastBurn(scene, numbers, above);
  }

  private static TriggerState fastBurn(Scene scene, String numbers, Duration above) {
    var state = FastBurn.of(scene, numbers);
    return state instanceof Quiet && above.compareTo(WINDOW) >= 0
        ? tooFewCalls(scene, numbers)
        : state;
  }

  /// How long the error rate of the trailing minute has been above the limit, sampled every ten
  /// seconds; at most the window. A minute without calls is not above the limit.
  static Duration aboveErrorLimit(VersionTraffic calls, Instant now) {
    var tick = lastTick(now);
    var above = Duration.ZERO;
    if (!isAboveErrorLimit(calls, tick)) {
      return above;
    }
    while (above.compareTo(WINDOW) < 0 && isAboveErrorLimit(calls, tick.minus(above).minus(TICK))) {
      above = above.plus(TICK);
    }
    return above;
  }

  private static boolean isAboveErrorLimit(VersionTraffic calls, Instant tick) {
    return calls.between(tick.minus(TRAILING), tick).failsAbove(ERROR_PERCENT);
  }

  static Instant lastTick(Instant now) {
    return Instant.ofEpochSecond(now.getEpochSecond() / TICK.toSeconds() * TICK.toSeconds());
  }

  /// Without baseline calls for a day, the baseline counts as better.
  private static Optional<String> errorsBefore(CallCounts calls, Baseline baseline) {
    return baseline.calls().calls() == 0 || baseline.calls().failsLessThan(calls)
        ? better()
        : no("fails no less: " + baseline.calls() + " (" + baseline.source() + ")");
  }

  static TriggerState latency(Scene scene) {
    var latencyHistogram =
        scene.calls().latencies(scene.now().minus(WINDOW), scene.now().plusNanos(1));
    var p99 = latencyHistogram.percentile(P99);
    if (p99.isEmpty()) {
      return new Quiet("no calls in the last 5 minutes");
    }
    var baseline = scene.reference().baseline();
    var numbers =
        "p99 of %d calls in the last 5 minutes is %d µs; "
            .formatted(latencyHistogram.calls(), p99.getAsLong());
    if (baseline.p99Micros().isEmpty()) {
      return new Quiet(numbers + "there is no baseline");
    }
    numbers += "%d µs: %s".formatted(baseline.p99Micros().getAsLong(), baseline.source());
    if (scene.now().isBefore(scene.watched().since().plus(COLD))) {
      return new Quiet(numbers + "; its first calls are less than 30 s ago");
    }
    return isTooLong(latencyHistogram, baseline.p99Micros().getAsLong())
        ? confirmed(scene, numbers, RollbackTriggers::better)
        : new Quiet(numbers);
  }

  /// One in a hundred calls may exceed the limit, and by chance a few more: the p99 of few calls is
  /// just their slowest.
  private static boolean isTooLong(LatencyHistogram latencyHistogram, long baseline) {
    long limit = Math.max(LATENCY_FACTOR * baseline, LATENCY_FLOOR.toNanos() / 1000);
    double expected = (1 - P99) * latencyHistogram.calls();
    return latencyHistogram.over(limit) > expected + DEVIATIONS * Math.sqrt(expected);
  }

  /// The condition holds; it fires if there were enough calls and the previous version was better.
  private static TriggerState confirmed(
      Scene scene, String numbers, Supplier<Optional<String>> whyNoBetter) {
    return scene.hasTooFewCalls()
        ? tooFewCalls(scene, numbers)
        : comparedWithBefore(scene, numbers, whyNoBetter);
  }

  private static TriggerState tooFewCalls(Scene scene, String numbers) {
    return new TooFewCalls(
        "%s; %d calls in 5 minutes, at least %d are needed"
            .formatted(numbers, scene.inWindow().calls(), scene.watched().minimumCalls()));
  }

  private static TriggerState comparedWithBefore(
      Scene scene, String numbers, Supplier<Optional<String>> whyNoBetter) {
    var previous = scene.watched().previous();
    if (previous.isEmpty()) {
      return new NoBetterBefore(numbers + "; nothing served before");
    }
    return whyNoBetter
        .get()
        .<TriggerState>map(why -> new NoBetterBefore(numbers + "; " + previous.get() + " " + why))
        .orElseGet(() -> new Fires(numbers));
  }

  private static Optional<String> better() {
    return Optional.empty();
  }

  private static Optional<String> no(String why) {
    return Optional.of(why);
  }

  private static String minutes(Duration time) {
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}

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

/// When a version is taken back by itself: every rule and every number of it. What it looks for is
/// counted over all nodes and must have been better before; failed and slow calls must be enough of
/// them. What [FastBurn] finds needs no five minutes.
public final class Triggers {
  /// In a row, on one node.
  public static final int FAILED_CHECKS = 3;

  /// Of several: on fewer of them it is the node's trouble.
  public static final int SICK_NODES = 2;

  public static final int ERROR_PERCENT = 5;
  public static final int LATENCY_FACTOR = 2;
  public static final double P99 = 0.99;

  /// A p99 up to it is never too long, whatever it is a multiple of: among fractions of a
  /// millisecond, code that is not compiled yet is as slow as a bad version.
  public static final Duration LATENCY_FLOOR = Duration.ofMillis(10);

  /// So long after its first call nothing is said of a version's p99: the first calls on every node
  /// also load its classes.
  public static final Duration COLD = Duration.ofSeconds(30);

  /// What is looked back at.
  public static final Duration WINDOW = Duration.ofMinutes(5);

  /// How far back the previous version is looked for when it has no calls beside this one.
  public static final Duration BEFORE = Duration.ofDays(1);

  /// Of a version, in the window; a strategy may ask for another number.
  public static final long MINIMUM_CALLS = VerdictQuestion.MINIMUM_CALLS;

  /// Of a Poisson distribution: happens once in some hundred times to a version that is no slower.
  private static final double DEVIATIONS = 3;

  private static final Duration TICK = Duration.ofSeconds(MinuteStats.SLICE_SECONDS);
  private static final Duration TRAILING = Duration.ofMinutes(1);

  private Triggers() {}

  /// All that must be known to decide at a time.
  ///
  /// @param calls of the version; at least of the last six minutes
  record Scene(WatchedVersion watched, VersionTraffic calls, ReferenceTraffic past, Instant now) {
    CallCounts inWindow() {
      return calls.between(now.minus(WINDOW), now.plusNanos(1));
    }

    boolean provesNothing() {
      return inWindow().calls() < watched.minimumCalls();
    }
  }

  /// Three checks alone suffice, however few calls there were.
  ///
  /// @param before the same of the previous version
  static TriggerState unhealthy(
      Scene scene, HealthCheckResults healthCheckResults, HealthCheckResults before) {
    var alone = healthCheckResults.alone();
    if (alone.isPresent()) {
      return new Alone(alone.get(), healthCheckResults.toString());
    }
    return healthCheckResults.sick()
        ? comparedWithBefore(
            scene, healthCheckResults.toString(), () -> before.sick() ? no("is as sick") : better())
        : new Quiet(healthCheckResults.toString());
  }

  static TriggerState errorRate(Scene scene) {
    var above = aboveErrorLimit(scene.calls(), scene.now());
    var calls = scene.inWindow();
    var numbers =
        "%s in the last 5 minutes; above %d %% for %s"
            .formatted(calls, ERROR_PERCENT, minutes(above));
    return above.compareTo(WINDOW) >= 0 && !scene.provesNothing()
        ? confirmed(scene, numbers, () -> errorsBefore(calls, scene.past().baseline()))
        : soon(scene, numbers, above);
  }

  private static TriggerState soon(Scene scene, String numbers, Duration above) {
    var state = FastBurn.of(scene, numbers);
    return state instanceof Quiet && above.compareTo(WINDOW) >= 0
        ? tooFewCalls(scene, numbers)
        : state;
  }

  /// How long the rate of the trailing minute has been above the limit, looking every ten seconds;
  /// the window at most. A minute without calls is not above anything.
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

  /// Of a version that nobody called for a day nothing bad is known.
  private static Optional<String> errorsBefore(CallCounts calls, Baseline baseline) {
    return baseline.calls().calls() == 0 || baseline.calls().failsLessThan(calls)
        ? better()
        : no("fails no less: " + baseline.calls() + " (" + baseline.from() + ")");
  }

  static TriggerState latency(Scene scene) {
    var latencyHistogram =
        scene.calls().latencies(scene.now().minus(WINDOW), scene.now().plusNanos(1));
    var p99 = latencyHistogram.percentile(P99);
    if (p99.isEmpty()) {
      return new Quiet("no calls in the last 5 minutes");
    }
    var baseline = scene.past().baseline();
    var numbers =
        "p99 of %d calls in the last 5 minutes is %d µs; "
            .formatted(latencyHistogram.calls(), p99.getAsLong());
    if (baseline.p99Micros().isEmpty()) {
      return new Quiet(numbers + "nothing is known to measure it against");
    }
    numbers += "%d µs: %s".formatted(baseline.p99Micros().getAsLong(), baseline.from());
    if (scene.now().isBefore(scene.watched().since().plus(COLD))) {
      return new Quiet(numbers + "; its first calls are less than 30 s ago");
    }
    return isTooLong(latencyHistogram, baseline.p99Micros().getAsLong())
        ? confirmed(scene, numbers, Triggers::better)
        : new Quiet(numbers);
  }

  /// Of a hundred calls one may take longer than the limit, and by chance a few more: a p99 of few
  /// calls is just their slowest.
  private static boolean isTooLong(LatencyHistogram latencyHistogram, long baseline) {
    long limit = Math.max(LATENCY_FACTOR * baseline, LATENCY_FLOOR.toNanos() / 1000);
    double expected = (1 - P99) * latencyHistogram.calls();
    return latencyHistogram.over(limit) > expected + DEVIATIONS * Math.sqrt(expected);
  }

  /// What is looked for is there; still it takes enough calls, and somewhere better to go back to.
  private static TriggerState confirmed(
      Scene scene, String numbers, Supplier<Optional<String>> whyNoBetter) {
    return scene.provesNothing()
        ? tooFewCalls(scene, numbers)
        : comparedWithBefore(scene, numbers, whyNoBetter);
  }

  private static TriggerState tooFewCalls(Scene scene, String numbers) {
    return new TooFewCalls(
        "%s; %d calls in 5 minutes, and it takes %d"
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

package io.hotswap.domain.deployment.plan;

import java.time.Duration;

/// When to poll the evidence again: often at first, when a bad version is most likely to fail, then
/// at growing intervals, so that a test of three days needs only a few dozen polls.
public final class PollSchedule {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final int FIRST_SHARE = 60;
  private static final int LONGEST_SHARE = 10;
  private static final int GROWTH = 4;

  private PollSchedule() {}

  /// @param elapsed since the observation began
  /// @param period after which a good version passes
  /// @param extension additional time while the evidence does not suffice
  /// @return whole seconds until the next poll, at least 1
  public static int pollSeconds(Duration elapsed, Duration period, Duration extension) {
    var shortest = longer(SHORTEST, shorter(FIRST, period.dividedBy(FIRST_SHARE)));
    var longest = longer(shortest, period.dividedBy(LONGEST_SHARE));
    var gap = longer(shortest, shorter(longest, elapsed.dividedBy(GROWTH)));
    var end = elapsed.compareTo(period) < 0 ? period : period.plus(extension);
    var left = end.minus(elapsed);
    return pollSeconds(left.isPositive() ? shorter(gap, left) : SHORTEST);
  }

  /// Few tenants are judged only at the first poll after the period and once the extension is over,
  /// because every further test spends alpha again (as resuming a stage does).
  ///
  /// @return how many such polls a stage has, if this is one of them; else 0
  public static int fewTenantsPolls(Duration elapsed, Duration period, Duration extension) {
    var whole = period.plus(extension);
    var next = period.plusSeconds(pollSeconds(period, period, extension));
    boolean first = elapsed.compareTo(period) >= 0 && elapsed.compareTo(next) < 0;
    if (!first && elapsed.compareTo(whole) < 0) {
      return 0;
    }
    return fewTenantsPolls(extension);
  }

  /// How many such polls a stage has.
  static int fewTenantsPolls(Duration extension) {
    return extension.isPositive() ? 2 : 1;
  }

  /// Seconds until the next poll during a fixed pause, which only an unhealthy node can end early:
  /// once a minute, or ten times in a pause of more than ten minutes.
  ///
  /// @param left time left of the pause
  public static int idlePollSeconds(Duration left, Duration wait) {
    var gap = longer(FIRST, wait.dividedBy(LONGEST_SHARE));
    return pollSeconds(shorter(gap, left));
  }

  /// How many polls [#idlePollSeconds] schedules for a pause.
  public static int idlePolls(Duration wait) {
    int looks = 1;
    for (var left = wait.minusSeconds(idlePollSeconds(wait, wait)); left.isPositive(); looks++) {
      left = left.minusSeconds(idlePollSeconds(left, wait));
    }
    return looks;
  }

  /// Seconds until the next poll while nodes apply a document: 1 at first, at most 10.
  public static int convergencePollSeconds(Duration elapsed) {
    return Math.clamp(elapsed.toSeconds() / GROWTH, 1, 10);
  }

  /// Rounded up, so that no poll comes a moment too early.
  static int pollSeconds(Duration time) {
    long seconds = time.plusNanos(999_999_999).toSeconds();
    return Math.clamp(seconds, 1, Integer.MAX_VALUE);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}

package io.hotswap.domain.deployment.plan;

import java.time.Duration;

/// When to look at the evidence again: often at first, when a bad version shows itself, then ever
/// more rarely, so that a test of three days stays a few dozen looks.
public final class PollSchedule {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final int FIRST_SHARE = 60;
  private static final int LONGEST_SHARE = 10;
  private static final int GROWTH = 4;

  private PollSchedule() {}

  /// @param elapsed since the observation began
  /// @param period after which a good version passes
  /// @param extension how much longer it may take
  /// @return whole seconds until the next look, at least 1
  public static int seconds(Duration elapsed, Duration period, Duration extension) {
    var shortest = longer(SHORTEST, shorter(FIRST, period.dividedBy(FIRST_SHARE)));
    var longest = longer(shortest, period.dividedBy(LONGEST_SHARE));
    var gap = longer(shortest, shorter(longest, elapsed.dividedBy(GROWTH)));
    var end = elapsed.compareTo(period) < 0 ? period : period.plus(extension);
    var left = end.minus(elapsed);
    return seconds(left.isPositive() ? shorter(gap, left) : SHORTEST);
  }

  /// Few tenants are judged only at the first look after the period and once the extension is over:
  /// with every further look alpha would be spent again, as it is when a stage is resumed.
  ///
  /// @return how many such looks a stage has, if this is one of them; else 0
  public static int ofFewTenants(Duration elapsed, Duration period, Duration extension) {
    var whole = period.plus(extension);
    var next = period.plusSeconds(seconds(period, period, extension));
    boolean first = elapsed.compareTo(period) >= 0 && elapsed.compareTo(next) < 0;
    if (!first && elapsed.compareTo(whole) < 0) {
      return 0;
    }
    return ofFewTenants(extension);
  }

  /// How many such looks a stage has.
  static int ofFewTenants(Duration extension) {
    return extension.isPositive() ? 2 : 1;
  }

  /// While a wait lasts that nothing but the nodes' health can end: once a minute, and ten times in
  /// a wait that is longer than that.
  ///
  /// @param left of the wait
  public static int waiting(Duration left, Duration wait) {
    var gap = longer(FIRST, wait.dividedBy(LONGEST_SHARE));
    return seconds(shorter(gap, left));
  }

  /// How often [#waiting] looks until a wait is over.
  public static int waits(Duration wait) {
    int looks = 1;
    for (var left = wait.minusSeconds(waiting(wait, wait)); left.isPositive(); looks++) {
      left = left.minusSeconds(waiting(left, wait));
    }
    return looks;
  }

  /// For nodes to follow: at once at first, then less often.
  public static int following(Duration elapsed) {
    return Math.clamp(elapsed.toSeconds() / GROWTH, 1, 10);
  }

  /// Rounded up: a look a moment too early sees nothing new.
  static int seconds(Duration time) {
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

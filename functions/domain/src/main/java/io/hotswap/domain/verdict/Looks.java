package io.hotswap.domain.verdict;

import java.time.Duration;

/// When to look at a stage. Any times would do; these are soon after something broke, and few
/// later: every 5 s, then at gaps of a quarter of the time gone by.
public final class Looks {
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private Looks() {}

  /// @param elapsed since the stage began
  public static Duration next(Duration elapsed) {
    var quarter = elapsed.dividedBy(4);
    return elapsed.plus(quarter.compareTo(SHORTEST) > 0 ? quarter : SHORTEST);
  }

  /// The same, but never past a moment that must be looked at: the end of the evaluation period,
  /// then that of its extension.
  public static Duration next(Duration elapsed, Duration stop) {
    var next = next(elapsed);
    return elapsed.compareTo(stop) < 0 && next.compareTo(stop) > 0 ? stop : next;
  }
}

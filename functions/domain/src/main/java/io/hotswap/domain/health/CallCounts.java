package io.hotswap.domain.health;

import java.util.Locale;

/// Some calls.
///
/// @param failures calls that the plugin is to blame for
public record CallCounts(long calls, long failures) {
  public static final CallCounts NONE = new CallCounts(0, 0);

  CallCounts plus(CallCounts other) {
    return new CallCounts(calls + other.calls, failures + other.failures);
  }

  /// Whether more than so many of a hundred failed.
  boolean failsAbove(int percent) {
    return failures * 100 > calls * percent;
  }

  /// Whether a smaller share failed.
  boolean failsLessThan(CallCounts other) {
    return failures * other.calls < other.failures * calls;
  }

  /// Of the calls; 0 without calls.
  double errorShare() {
    return calls == 0 ? 0 : (double) failures / calls;
  }

  public double errorPercent() {
    return 100 * errorShare();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.1f %% of %d calls failed (%d)", errorPercent(), calls, failures);
  }
}

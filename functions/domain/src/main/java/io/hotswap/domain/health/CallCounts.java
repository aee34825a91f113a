package io.hotswap.domain.health;

import java.util.Locale;

/// Calls and their failures over some period.
///
/// @param failures calls that the plugin is to blame for
public record CallCounts(long calls, long failures) {
  public static final CallCounts NONE = new CallCounts(0, 0);

  CallCounts plus(CallCounts other) {
    return new CallCounts(calls + other.calls, failures + other.failures);
  }

  /// Whether more than `percent` % of the calls failed.
  boolean failsAbove(int percent) {
    return failures * 100 > calls * percent;
  }

  /// Whether a smaller share of the calls failed than of the other's.
  boolean failsLessThan(CallCounts other) {
    return failures * other.calls < other.failures * calls;
  }

  /// Failed calls per call; 0 without calls.
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

package io.hotswap.domain.health;

import io.hotswap.domain.telemetry.LatencyHistogram;
import java.util.OptionalLong;

/// The reference that a version is compared with.
///
/// @param source which version and period, for people
/// @param p99Micros empty when too few calls are known
record Baseline(String source, CallCounts calls, OptionalLong p99Micros) {
  static final Baseline UNKNOWN =
      new Baseline("nothing known", CallCounts.NONE, OptionalLong.empty());

  static Baseline of(String from, CallCounts calls, LatencyHistogram latencyHistogram) {
    return new Baseline(from, calls, latencyHistogram.percentile(RollbackTriggers.P99));
  }

  /// @param micros p99; 0 when unknown
  static Baseline ofWatchStart(String from, CallCounts calls, long micros) {
    return new Baseline(from, calls, micros > 0 ? OptionalLong.of(micros) : OptionalLong.empty());
  }
}

package io.hotswap.domain.health;

import io.hotswap.domain.telemetry.LatencyHistogram;
import java.util.OptionalLong;

/// What a version is measured against.
///
/// @param from which version and which time, for people
/// @param p99Micros empty when too few calls are known
record Baseline(String from, CallCounts calls, OptionalLong p99Micros) {
  static final Baseline UNKNOWN =
      new Baseline("nothing known", CallCounts.NONE, OptionalLong.empty());

  static Baseline of(String from, CallCounts calls, LatencyHistogram latencyHistogram) {
    return new Baseline(from, calls, latencyHistogram.percentile(Triggers.P99));
  }

  /// @param micros p99; 0 when unknown
  static Baseline remembered(String from, CallCounts calls, long micros) {
    return new Baseline(from, calls, micros > 0 ? OptionalLong.of(micros) : OptionalLong.empty());
  }
}

package io.hotswap.domain.health;

import io.hotswap.domain.figures.Latencies;
import java.util.OptionalLong;

/// What a version is measured against.
///
/// @param from which version and which time, for people
/// @param p99Micros empty when too few calls are known
record Baseline(String from, Tally calls, OptionalLong p99Micros) {
  static final Baseline UNKNOWN = new Baseline("nothing known", Tally.NONE, OptionalLong.empty());

  static Baseline of(String from, Tally calls, Latencies latencies) {
    return new Baseline(from, calls, latencies.percentile(Triggers.P99));
  }

  /// @param micros p99; 0 when unknown
  static Baseline remembered(String from, Tally calls, long micros) {
    return new Baseline(from, calls, micros > 0 ? OptionalLong.of(micros) : OptionalLong.empty());
  }
}

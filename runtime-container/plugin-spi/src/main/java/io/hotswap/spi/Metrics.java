package io.hotswap.spi;

/// Takes a plugin's business figures, beside those that the runtime measures anyway (calls,
/// failures, time). Implemented by the runtime; safe to use from any thread, cheap, never throws.
public interface Metrics {

  /// Records one value, for example `record("payment_fee_minor_units", 130)`. The runtime adds
  /// plugin and version, keeps count, sum and distribution, and publishes them with its own.
  ///
  /// @param name 1 to 64 of `a-z 0-9 _`, beginning with a letter, the unit at its end; others are
  ///   dropped, and the first is logged; null is dropped too
  /// @param value finite; others are dropped
  void record(String name, double value);

  /// Records a one.
  default void count(String name) {
    record(name, 1);
  }
}

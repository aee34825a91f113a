package io.hotswap.domain.verdict;

/// What the candidate does to calls.
///
/// @param errors added to every tenant's error rate
/// @param latency factor on every latency
record Effect(double errors, double latency) {
  static final Effect NONE = new Effect(0, 1);
}

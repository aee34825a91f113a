package io.hotswap.domain.verdict;

import java.time.Duration;

/// What tenants are like in a simulation.
///
/// @param zipf exponent of the traffic: the n-th tenant calls n^-zipf as often as the first
/// @param errorRate mean over tenants, whose rates are drawn from a beta distribution
/// @param concentration of it: the rates' standard deviation is about √(errorRate / concentration)
/// @param latencySpread standard deviation of log latency between tenants
/// @param callSpread the same between calls of one tenant
/// @param drift by which a tenant's log latency, and thrice that its log error rate, has moved
///   since `before`
/// @param before how long the tenants were watched before the deployment
record World(
    int tenants,
    double zipf,
    double callsPerSecond,
    double errorRate,
    double concentration,
    double latencySpread,
    double callSpread,
    double drift,
    Duration before) {
  static World calling(double perSecond) {
    return new World(10_000, 1, perSecond, 0.005, 200, 0.6, 0.6, 0.1, Duration.ofHours(1));
  }

  double totalSpread() {
    return Math.hypot(latencySpread, callSpread);
  }
}

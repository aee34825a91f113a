package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.NormalDistribution;

/// The control: z tests with a fixed alpha, calls as the unit, as if each look were the only one.
record NaiveTest(double z, double latencySpread) {
  /// One-sided, alpha divided over the two metrics.
  static NaiveTest of(double alpha, World world) {
    return new NaiveTest(NormalDistribution.quantile(alpha / 2), world.totalSpread());
  }

  boolean worse(Stage stage) {
    return errors(stage) > z || latency(stage) > z;
  }

  /// Two shares, pooled.
  double errors(Stage stage) {
    var some = stage.totals(true);
    var more = stage.totals(false);
    double pooled = (some[1] + more[1]) / (some[0] + more[0]);
    double error = Math.sqrt(pooled * (1 - pooled) * (1 / some[0] + 1 / more[0]));
    return error > 0 ? (some[1] / some[0] - more[1] / more[0]) / error : 0;
  }

  private double latency(Stage stage) {
    var some = stage.totals(true);
    var more = stage.totals(false);
    double difference = some[2] / some[0] - more[2] / more[0];
    return some[0] > 0 && more[0] > 0
        ? difference / (latencySpread * Math.sqrt(1 / some[0] + 1 / more[0]))
        : 0;
  }
}

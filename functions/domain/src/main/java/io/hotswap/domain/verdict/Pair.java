package io.hotswap.domain.verdict;

/// Both arms' estimates of one metric, adjusted together.
record Pair(Estimate candidate, Estimate baseline) {
  static Pair of(Metric metric, Arm candidate, Arm baseline) {
    double cap = Math.min(metric.mostCalls(), Math.min(candidate.cap(), baseline.cap()));
    var left = new Sample(metric, candidate, cap);
    var right = new Sample(metric, baseline, cap);
    var adjustment = Adjustment.of(left, right);
    double meanPast =
        (left.heft * left.mean(adjustment.past(left))
                + right.heft * right.mean(adjustment.past(right)))
            / (left.heft + right.heft);
    return new Pair(
        Estimate.of(left, adjustment, meanPast), Estimate.of(right, adjustment, meanPast));
  }

  /// An arm that scatters less than both together was lucky: its variance is never believed below
  /// what they have for each call.
  double pooled(Estimate arm) {
    double both =
        candidate.variance() * candidate.heft() * candidate.heft()
            + baseline.variance() * baseline.heft() * baseline.heft();
    return Math.max(arm.variance(), both / (candidate.heft() + baseline.heft()) / arm.heft());
  }

  /// Welch and Satterthwaite's: few tenants with much weight estimate a variance badly.
  double degreesOfFreedom() {
    double variance = candidate.variance() + baseline.variance();
    double doubt =
        candidate.variance() * candidate.variance() / (candidate.tenants() - 1)
            + baseline.variance() * baseline.variance() / (baseline.tenants() - 1);
    return doubt == 0 ? Double.POSITIVE_INFINITY : variance * variance / doubt;
  }
}

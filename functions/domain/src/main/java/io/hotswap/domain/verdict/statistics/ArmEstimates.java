package io.hotswap.domain.verdict.statistics;

/// Both arms' estimates of one metric, adjusted together.
public record ArmEstimates(MeanEstimate candidate, MeanEstimate baseline) {
  public static ArmEstimates of(Metric metric, Arm candidate, Arm baseline) {
    double cap = Math.min(metric.mostCalls(), Math.min(candidate.cap(), baseline.cap()));
    var left = new MetricSample(metric, candidate, cap);
    var right = new MetricSample(metric, baseline, cap);
    var cupedAdjustment = CupedAdjustment.of(left, right);
    double meanPast =
        (left.totalWeight * left.mean(cupedAdjustment.past(left))
                + right.totalWeight * right.mean(cupedAdjustment.past(right)))
            / (left.totalWeight + right.totalWeight);
    return new ArmEstimates(
        MeanEstimate.of(left, cupedAdjustment, meanPast),
        MeanEstimate.of(right, cupedAdjustment, meanPast));
  }

  /// The variance of an arm, but not below the pooled variance: an arm that scatters less was
  /// lucky.
  public double pooled(MeanEstimate arm) {
    double both =
        candidate.variance() * candidate.totalWeight() * candidate.totalWeight()
            + baseline.variance() * baseline.totalWeight() * baseline.totalWeight();
    return Math.max(
        arm.variance(),
        both / (candidate.totalWeight() + baseline.totalWeight()) / arm.totalWeight());
  }

  /// By Welch and Satterthwaite: few tenants with much weight estimate a variance badly.
  public double degreesOfFreedom() {
    double variance = candidate.variance() + baseline.variance();
    double doubt =
        candidate.variance() * candidate.variance() / (candidate.tenants() - 1)
            + baseline.variance() * baseline.variance() / (baseline.tenants() - 1);
    return doubt == 0 ? Double.POSITIVE_INFINITY : variance * variance / doubt;
  }
}

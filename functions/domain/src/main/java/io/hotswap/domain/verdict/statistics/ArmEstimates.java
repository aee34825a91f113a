package io.hotswap.domain.verdict.statistics;

/// Both arms' estimates of one metric, adjusted together.
public record ArmEstimates(MeanEstimate candidate, MeanEstimate baseline) {
  public static ArmEstimates of(Metric metric, Arm candidate, Arm baseline) {
    double cap = Math.min(metric.mostCalls(), Math.min(candidate.cap(), baseline.cap()));
    var left = new MetricSample(metric, candidate, cap);
    var right = new MetricSample(metric, baseline, cap);
    var cupedAdjustment = CupedAdjustment.of(left, right);
    double meanPast =
        (left.heft * left.mean(cupedAdjustment.past(left))
                + right.heft * right.mean(cupedAdjustment.past(right)))
            / (left.heft + right.heft);
    return new ArmEstimates(
        MeanEstimate.of(left, cupedAdjustment, meanPast),
        MeanEstimate.of(right, cupedAdjustment, meanPast));
  }

  /// An arm that scatters less than both together was lucky: its variance is never believed below
  /// what they have for each call.
  public double pooled(MeanEstimate arm) {
    double both =
        candidate.variance() * candidate.heft() * candidate.heft()
            + baseline.variance() * baseline.heft() * baseline.heft();
    return Math.max(arm.variance(), both / (candidate.heft() + baseline.heft()) / arm.heft());
  }

  /// Welch and Satterthwaite's: few tenants with much weight estimate a variance badly.
  public double degreesOfFreedom() {
    double variance = candidate.variance() + baseline.variance();
    double doubt =
        candidate.variance() * candidate.variance() / (candidate.tenants() - 1)
            + baseline.variance() * baseline.variance() / (baseline.tenants() - 1);
    return doubt == 0 ? Double.POSITIVE_INFINITY : variance * variance / doubt;
  }
}

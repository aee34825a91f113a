package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Arm;
import io.hotswap.domain.verdict.statistics.ArmEstimates;
import io.hotswap.domain.verdict.statistics.ConfidenceBoundary;
import io.hotswap.domain.verdict.statistics.ErrorRateBounds;
import io.hotswap.domain.verdict.statistics.ErrorRateEstimate;
import io.hotswap.domain.verdict.statistics.Metric;

/// Compares the arms by one criterion.
record ArmComparator(Criterion criterion, double alpha) {
  /// The boundary is tuned for 1.5 times the margin: between the margin, up to which Same is
  /// decided, and twice the margin, which should be found soon.
  private static final double TUNED_FOR = 1.5;

  MetricComparison of(Arm candidate, Arm baseline) {
    var armEstimates = ArmEstimates.of(criterion.metric(), candidate, baseline);
    return switch (criterion.metric()) {
      case Metric.ErrorRate it -> errorRate(armEstimates);
      case Metric.Latency it -> latency(armEstimates);
      case Metric.Recorded it -> recorded(armEstimates);
    };
  }

  private MetricComparison errorRate(ArmEstimates armEstimates) {
    var candidate = ErrorRateEstimate.of(armEstimates.candidate());
    var baseline = ErrorRateEstimate.of(armEstimates.baseline());
    double limit =
        new ConfidenceBoundary(
                1 / candidate.calls() + 1 / baseline.calls(),
                effect(baseline.rate()),
                ErrorRateEstimate.degreesOfFreedom(candidate, baseline),
                alpha)
            .squared();
    var errorRateBounds =
        new ErrorRateBounds(candidate.rate(), candidate.calls(), baseline.rate(), baseline.calls());
    return comparison(
        candidate.rate(),
        baseline.rate(),
        candidate.rate() - baseline.rate(),
        errorRateBounds.low(limit),
        errorRateBounds.high(limit));
  }

  private double effect(double baseline) {
    double step = Math.min(1, TUNED_FOR * criterion.margin());
    double from = Math.min(baseline, 1 - step);
    return angle(from + step) - angle(from);
  }

  /// Variance-stabilizing (arcsine) transform of a share.
  private static double angle(double share) {
    return 2 * StrictMath.asin(StrictMath.sqrt(Math.min(1, share)));
  }

  /// Differences of logarithms are relative differences.
  private MetricComparison latency(ArmEstimates armEstimates) {
    double difference = armEstimates.candidate().mean() - armEstimates.baseline().mean();
    double halfWidth = halfWidth(armEstimates, 1);
    return comparison(
        StrictMath.exp(armEstimates.candidate().mean()) / 1_000,
        StrictMath.exp(armEstimates.baseline().mean()) / 1_000,
        StrictMath.expm1(difference),
        StrictMath.expm1(difference - halfWidth),
        StrictMath.expm1(difference + halfWidth));
  }

  private MetricComparison recorded(ArmEstimates armEstimates) {
    double candidate = armEstimates.candidate().mean();
    double baseline = armEstimates.baseline().mean();
    if (baseline <= 0) {
      return comparison(candidate, baseline, 0, -MetricComparison.WIDEST, MetricComparison.WIDEST);
    }
    double difference = candidate / baseline - 1;
    double halfWidth = halfWidth(armEstimates, baseline);
    return comparison(
        candidate, baseline, difference, difference - halfWidth, difference + halfWidth);
  }

  private double halfWidth(ArmEstimates armEstimates, double unit) {
    double variance =
        (armEstimates.pooled(armEstimates.candidate())
                + armEstimates.pooled(armEstimates.baseline()))
            / (unit * unit);
    return new ConfidenceBoundary(
            variance, TUNED_FOR * criterion.margin(), armEstimates.degreesOfFreedom(), alpha)
        .halfWidth();
  }

  private MetricComparison comparison(
      double candidate, double baseline, double difference, double low, double high) {
    return MetricComparison.of(criterion, alpha, candidate, baseline, difference, low, high);
  }
}

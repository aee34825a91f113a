package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Metric;

/// One metric's comparison. Numbers are always finite.
///
/// @param candidate the arm's mean over its tenants, adjusted for their past: failures per call,
///   milliseconds, or recorded value per call
/// @param difference candidate minus baseline: absolute for the error rate (0.01 is one percentage
///   point), otherwise relative (0.2 is 20 % more)
/// @param low lower bound of the difference, valid at any number of evaluations; wrong with a
///   probability of `alpha`
/// @param high upper bound, likewise
/// @param margin the tolerated difference, in the unit of the difference
/// @param alpha this metric's share of the verdict's alpha
public record MetricComparison(
    String metric,
    Conclusion answer,
    double candidate,
    double baseline,
    double difference,
    double low,
    double high,
    double margin,
    double alpha) {
  /// Stands for an unknown or meaningless bound.
  static final double WIDEST = 1_000;

  /// Rounding: a difference of exactly the margin is still tolerated.
  private static final double ROUNDING = 1e-9;

  static MetricComparison of(
      Criterion criterion,
      double alpha,
      double candidate,
      double baseline,
      double difference,
      double low,
      double high) {
    if (!Double.isFinite(candidate + baseline + difference)
        || Double.isNaN(low)
        || Double.isNaN(high)) {
      return unknown(criterion, alpha);
    }
    boolean more = criterion.metric() instanceof Metric.Recorded it && !it.lowerIsBetter();
    double margin = criterion.margin(baseline);
    var conclusion =
        more ? answer(-difference, -high, -low, margin) : answer(difference, low, high, margin);
    return new MetricComparison(
        criterion.metric().name(),
        conclusion,
        candidate,
        baseline,
        difference,
        Math.clamp(low, -WIDEST, WIDEST),
        Math.clamp(high, -WIDEST, WIDEST),
        margin,
        alpha);
  }

  /// A plugin may record values that have no finite sum.
  private static MetricComparison unknown(Criterion criterion, double alpha) {
    return of(criterion, alpha, 0, 0, 0, -WIDEST, WIDEST);
  }

  /// @param harm by how much the candidate is worse
  private static Conclusion answer(double harm, double least, double most, double margin) {
    if (least > 0 && harm > margin + ROUNDING) {
      return Conclusion.Worse;
    }
    if (most < 0) {
      return Conclusion.Better;
    }
    return most <= margin ? Conclusion.Same : Conclusion.Inconclusive;
  }

  MetricComparison undecided() {
    return new MetricComparison(
        metric, Conclusion.Inconclusive, candidate, baseline, difference, low, high, margin, alpha);
  }
}

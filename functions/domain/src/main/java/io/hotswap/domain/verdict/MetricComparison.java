package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Metric;

/// One metric's comparison. Numbers are always finite.
///
/// @param candidate the arm's mean over its tenants, after allowing for what they were like before:
///   failures per call; milliseconds; recorded per call
/// @param difference of the candidate to the baseline: absolute for the error rate (0.01 is one
///   point), otherwise relative (0.2 is 20 % more)
/// @param low bound of the difference, however often one looks; wrong with a chance of `alpha`
/// @param high likewise
/// @param margin what is tolerated, in the unit of the difference
/// @param alpha this metric's part
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
  /// Where a bound is not known, or beyond all sense.
  static final double WIDEST = 1_000;

  /// Sums over many tenants are not exact: a difference of just the margin is still tolerated.
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

  /// A plugin may record anything, also what has no sum.
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

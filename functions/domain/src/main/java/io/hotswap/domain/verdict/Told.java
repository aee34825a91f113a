package io.hotswap.domain.verdict;

/// A difference in a metric's own scale, told in the metric's unit.
final class Told {
  private Told() {}

  static Finding finding(
      Criterion criterion,
      double alpha,
      Deltas deltas,
      double difference,
      double low,
      double high) {
    double baseline = deltas.level;
    return switch (criterion.metric()) {
      case Metric.ErrorRate it ->
          Finding.of(criterion, alpha, baseline + difference, baseline, difference, low, high);
      case Metric.Latency it ->
          Finding.of(
              criterion,
              alpha,
              StrictMath.exp(baseline + difference) / 1_000,
              StrictMath.exp(baseline) / 1_000,
              StrictMath.expm1(difference),
              StrictMath.expm1(low),
              StrictMath.expm1(Math.min(high, 100)));
      case Metric.Recorded it ->
          baseline <= 0
              ? Finding.of(criterion, alpha, 0, 0, 0, -Finding.WIDEST, Finding.WIDEST)
              : Finding.of(
                  criterion,
                  alpha,
                  baseline + difference,
                  baseline,
                  difference / baseline,
                  low / baseline,
                  high / baseline);
    };
  }
}

package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Metric;
import io.hotswap.domain.verdict.statistics.TenantDeltas;

/// Converts a difference from a metric's scale to its unit.
final class FormattedDifference {
  private FormattedDifference() {}

  static MetricComparison comparison(
      Criterion criterion,
      double alpha,
      TenantDeltas tenantDeltas,
      double difference,
      double low,
      double high) {
    double baseline = tenantDeltas.level;
    return switch (criterion.metric()) {
      case Metric.ErrorRate it ->
          MetricComparison.of(
              criterion, alpha, baseline + difference, baseline, difference, low, high);
      case Metric.Latency it ->
          MetricComparison.of(
              criterion,
              alpha,
              StrictMath.exp(baseline + difference) / 1_000,
              StrictMath.exp(baseline) / 1_000,
              StrictMath.expm1(difference),
              StrictMath.expm1(low),
              StrictMath.expm1(Math.min(high, 100)));
      case Metric.Recorded it ->
          baseline <= 0
              ? MetricComparison.of(
                  criterion, alpha, 0, 0, 0, -MetricComparison.WIDEST, MetricComparison.WIDEST)
              : MetricComparison.of(
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

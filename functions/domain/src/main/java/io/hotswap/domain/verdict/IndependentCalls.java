package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Arm;
import io.hotswap.domain.verdict.statistics.ConfidenceBoundary;
import io.hotswap.domain.verdict.statistics.TenantDeltas;

/// Compares calls as independent, apart from what their tenant was like before. Used only where the
/// request declares it; one tenant an arm then suffices.
final class IndependentCalls {
  private static final double TUNED_FOR = 1.5;

  private IndependentCalls() {}

  static MetricComparison of(Criterion criterion, double alpha, Arm candidate, Arm baseline) {
    var tenantDeltas = TenantDeltas.of(criterion.metric(), candidate, baseline);
    double difference = tenantDeltas.difference(tenantDeltas.calls);
    double variance = tenantDeltas.callVariance(tenantDeltas.calls);
    double halfWidth =
        Double.isFinite(variance)
            ? new ConfidenceBoundary(
                    variance, TUNED_FOR * criterion.margin(), Double.POSITIVE_INFINITY, alpha)
                .halfWidth()
            : MetricComparison.WIDEST;
    return FormattedDifference.comparison(
        criterion, alpha, tenantDeltas, difference, difference - halfWidth, difference + halfWidth);
  }
}

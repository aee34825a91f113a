package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Arm;
import io.hotswap.domain.verdict.statistics.ConfidenceBoundary;
import io.hotswap.domain.verdict.statistics.TenantDeltas;

/// Compares calls, as if none had to do with another but by what its tenant was like before. Only
/// where the request declares that it is so: then also one tenant a side tells something.
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
    return FormattedDifference.finding(
        criterion, alpha, tenantDeltas, difference, difference - halfWidth, difference + halfWidth);
  }
}

package io.hotswap.domain.verdict;

/// Compares calls, as if none had to do with another but by what its tenant was like before. Only
/// where the request declares that it is so: then also one tenant a side tells something.
final class IndependentCalls {
  private static final double TUNED_FOR = 1.5;

  private IndependentCalls() {}

  static Finding of(Criterion criterion, double alpha, Arm candidate, Arm baseline) {
    var deltas = Deltas.of(criterion.metric(), candidate, baseline);
    double difference = deltas.difference(deltas.calls);
    double variance = deltas.callVariance(deltas.calls);
    double halfWidth =
        Double.isFinite(variance)
            ? new Boundary(
                    variance, TUNED_FOR * criterion.margin(), Double.POSITIVE_INFINITY, alpha)
                .halfWidth()
            : Finding.WIDEST;
    return Told.finding(
        criterion, alpha, deltas, difference, difference - halfWidth, difference + halfWidth);
  }
}

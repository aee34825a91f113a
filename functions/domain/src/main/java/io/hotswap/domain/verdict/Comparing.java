package io.hotswap.domain.verdict;

/// Compares the arms by one criterion.
record Comparing(Criterion criterion, double alpha) {
  /// The boundary is tuned for a difference between the margin, at which Same is decided, and twice
  /// the margin, which should be found soon.
  private static final double TUNED_FOR = 1.5;

  Finding of(Arm candidate, Arm baseline) {
    var pair = Pair.of(criterion.metric(), candidate, baseline);
    return switch (criterion.metric()) {
      case Metric.ErrorRate it -> errorRate(pair);
      case Metric.Latency it -> latency(pair);
      case Metric.Recorded it -> recorded(pair);
    };
  }

  private Finding errorRate(Pair pair) {
    var candidate = Share.of(pair.candidate());
    var baseline = Share.of(pair.baseline());
    double limit =
        new Boundary(
                1 / candidate.calls() + 1 / baseline.calls(),
                effect(baseline.rate()),
                Share.degreesOfFreedom(candidate, baseline),
                alpha)
            .squared();
    var rates = new Rates(candidate.rate(), candidate.calls(), baseline.rate(), baseline.calls());
    return finding(
        candidate.rate(),
        baseline.rate(),
        candidate.rate() - baseline.rate(),
        rates.low(limit),
        rates.high(limit));
  }

  private double effect(double baseline) {
    double step = Math.min(1, TUNED_FOR * criterion.margin());
    double from = Math.min(baseline, 1 - step);
    return angle(from + step) - angle(from);
  }

  /// The scale on which a share's variance does not depend on the share.
  private static double angle(double share) {
    return 2 * StrictMath.asin(StrictMath.sqrt(Math.min(1, share)));
  }

  /// Differences of logarithms are relative differences.
  private Finding latency(Pair pair) {
    double difference = pair.candidate().mean() - pair.baseline().mean();
    double halfWidth = halfWidth(pair, 1);
    return finding(
        StrictMath.exp(pair.candidate().mean()) / 1_000,
        StrictMath.exp(pair.baseline().mean()) / 1_000,
        StrictMath.expm1(difference),
        StrictMath.expm1(difference - halfWidth),
        StrictMath.expm1(difference + halfWidth));
  }

  private Finding recorded(Pair pair) {
    double candidate = pair.candidate().mean();
    double baseline = pair.baseline().mean();
    if (baseline <= 0) {
      return finding(candidate, baseline, 0, -Finding.WIDEST, Finding.WIDEST);
    }
    double difference = candidate / baseline - 1;
    double halfWidth = halfWidth(pair, baseline);
    return finding(candidate, baseline, difference, difference - halfWidth, difference + halfWidth);
  }

  private double halfWidth(Pair pair, double unit) {
    double variance =
        (pair.pooled(pair.candidate()) + pair.pooled(pair.baseline())) / (unit * unit);
    return new Boundary(variance, TUNED_FOR * criterion.margin(), pair.degreesOfFreedom(), alpha)
        .halfWidth();
  }

  private Finding finding(
      double candidate, double baseline, double difference, double low, double high) {
    return Finding.of(criterion, alpha, candidate, baseline, difference, low, high);
  }
}

package io.hotswap.domain.verdict.statistics;

/// Bounds of the difference of two shares of calls: those differences whose likelihood ratio (the
/// signed root of the deviance, the baseline's own rate free) reaches a limit. Valid with no or few
/// failures, where a normal approximation is not.
public record ErrorRateBounds(
    double candidate, double candidateCalls, double baseline, double baselineCalls) {
  private static final int HALVINGS = 60;

  public double low(double limit) {
    return edge(candidate - baseline, -1, limit);
  }

  public double high(double limit) {
    return edge(candidate - baseline, 1, limit);
  }

  private double edge(double inside, double outside, double limit) {
    double in = inside;
    double out = outside;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (in + out) / 2;
      if (deviance(middle) <= limit) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return out;
  }

  /// The deviance: twice the log likelihood ratio of the data under that difference.
  public double deviance(double difference) {
    double rate = likeliestBaseline(difference);
    return 2
        * (candidateCalls * loss(candidate, rate + difference)
            + baselineCalls * loss(baseline, rate));
  }

  private double likeliestBaseline(double difference) {
    double low = Math.max(0, -difference);
    double high = Math.min(1, 1 - difference);
    for (int i = 0; i < HALVINGS; i++) {
      double rate = (low + high) / 2;
      double slope =
          candidateCalls * slope(candidate, rate + difference)
              + baselineCalls * slope(baseline, rate);
      if (slope > 0) {
        low = rate;
      } else {
        high = rate;
      }
    }
    return (low + high) / 2;
  }

  private static double slope(double seen, double rate) {
    return (seen - rate) / (rate * (1 - rate));
  }

  private static double loss(double seen, double rate) {
    return part(seen, rate) + part(1 - seen, 1 - rate);
  }

  private static double part(double seen, double expected) {
    return seen == 0 ? 0 : seen * StrictMath.log(seen / expected);
  }
}

package io.hotswap.domain.verdict.statistics;

/// Adjusts for what tenants were like before (CUPED): rate − slope × (past − mean past).
///
/// Slope and shrinkage minimize the variance; with a `past` without information, the slope is 0.
/// The past does not depend on the arm, so the difference of the arms stays unbiased.
record CupedAdjustment(double slope, double generalMean, double pseudoCalls) {
  private static final double[] PSEUDO_CALLS = {1, 10, 100, 1_000, 10_000};
  private static final CupedAdjustment NONE = new CupedAdjustment(0, 0, 1);

  static CupedAdjustment of(MetricSample candidate, MetricSample baseline) {
    var some = candidate.pastSums();
    var more = baseline.pastSums();
    if (some[0] + more[0] == 0) {
      return NONE;
    }
    double generalMean = (some[1] + more[1]) / (some[0] + more[0]);
    var best = NONE;
    double most = 0;
    for (double pseudoCalls : PSEUDO_CALLS) {
      var sums = new Sums();
      sums.add(candidate, candidate.past(generalMean, pseudoCalls));
      sums.add(baseline, baseline.past(generalMean, pseudoCalls));
      if (sums.gain() > most) {
        most = sums.gain();
        best = new CupedAdjustment(sums.slope(), generalMean, pseudoCalls);
      }
    }
    return best;
  }

  double[] past(MetricSample metricSample) {
    return metricSample.past(generalMean, pseudoCalls);
  }

  /// Of the squares that make up the variance of the difference.
  private static final class Sums {
    private double pastSquared;
    private double pastTimesRate;

    void add(MetricSample metricSample, double[] past) {
      double meanPast = metricSample.mean(past);
      double meanRate = metricSample.mean(metricSample.rate);
      for (int i = 0; i < past.length; i++) {
        double weighted = metricSample.weight[i] * metricSample.weight[i] * (past[i] - meanPast);
        pastSquared += weighted * (past[i] - meanPast);
        pastTimesRate += weighted * (metricSample.rate[i] - meanRate);
      }
    }

    double slope() {
      return pastSquared == 0 ? 0 : Math.clamp(pastTimesRate / pastSquared, 0, 1);
    }

    double gain() {
      return slope() * (2 * pastTimesRate - slope() * pastSquared);
    }
  }
}

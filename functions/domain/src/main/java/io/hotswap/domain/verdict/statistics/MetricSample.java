package io.hotswap.domain.verdict.statistics;

/// One metric in one arm, as columns over its tenants.
///
/// A tenant weighs its calls up to a cap, so that one heavy tenant decides nothing. The cap is the
/// same in both arms: otherwise a large tenant would weigh more in one than in the other, and the
/// means would differ wherever large tenants are unlike small ones.
final class MetricSample {
  private final Metric metric;
  private final Arm arm;
  final double[] rate;

  /// Sum is 1.
  final double[] weight;

  /// Sum before division, in calls.
  final double heft;

  MetricSample(Metric metric, Arm arm, double cap) {
    this.metric = metric;
    this.arm = arm;
    rate = new double[arm.tenants()];
    weight = new double[arm.tenants()];
    double sum = 0;
    for (int i = 0; i < rate.length; i++) {
      rate[i] = metric.total(arm.now[i]) / arm.now[i].calls();
      weight[i] = Math.min((double) arm.now[i].calls(), cap);
      sum += weight[i];
    }
    heft = sum;
    for (int i = 0; i < weight.length; i++) {
      weight[i] /= sum;
    }
  }

  double mean(double[] column) {
    double mean = 0;
    for (int i = 0; i < column.length; i++) {
      mean += weight[i] * column[i];
    }
    return mean;
  }

  /// What each tenant was like before, drawn to the general mean as if by so many average calls
  /// more: a rate seen in three calls says little of its tenant.
  double[] past(double generalMean, double pseudoCalls) {
    var past = new double[rate.length];
    for (int i = 0; i < past.length; i++) {
      var before = arm.before[i];
      past[i] = (metric.total(before) + pseudoCalls * generalMean) / (before.calls() + pseudoCalls);
    }
    return past;
  }

  /// Sums of weight and of weighted rate over the tenants that called before.
  double[] pastSums() {
    double weights = 0;
    double rates = 0;
    for (int i = 0; i < rate.length; i++) {
      var before = arm.before[i];
      if (before.calls() > 0) {
        weights += heft * weight[i];
        rates += heft * weight[i] * metric.total(before) / before.calls();
      }
    }
    return new double[] {weights, rates};
  }

  /// As many calls of equal weight would scatter like these.
  double effectiveCalls() {
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += weight[i] * weight[i] / arm.now[i].calls();
    }
    return 1 / sum;
  }

  double effectiveTenants() {
    double sum = 0;
    for (double it : weight) {
      sum += it * it;
    }
    return 1 / sum;
  }
}

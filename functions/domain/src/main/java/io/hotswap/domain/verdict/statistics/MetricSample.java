package io.hotswap.domain.verdict.statistics;

/// One metric in one arm, as columns over its tenants.
///
/// A tenant weighs its calls up to a cap, so that one heavy tenant cannot decide alone. The cap is
/// the same in both arms: otherwise a large tenant would weigh more in one than in the other, and
/// the means would differ wherever large tenants differ from small ones.
final class MetricSample {
  private final Metric metric;
  private final Arm arm;
  final double[] rate;

  /// Sum is 1.
  final double[] weight;

  /// Sum before division, in calls.
  final double totalWeight;

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
    totalWeight = sum;
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

  /// Each tenant's rate before, shrunk towards the general mean by `pseudoCalls` average calls: a
  /// rate of three calls says little about its tenant.
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
        weights += totalWeight * weight[i];
        rates += totalWeight * weight[i] * metric.total(before) / before.calls();
      }
    }
    return new double[] {weights, rates};
  }

  /// Number of calls of equal weight that would scatter like these.
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

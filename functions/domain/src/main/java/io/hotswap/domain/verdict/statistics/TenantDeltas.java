package io.hotswap.domain.verdict.statistics;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.Arrays;

/// One metric of both arms' tenants, each measured against its own past. The tenants of the
/// candidate come first; nothing else here depends on which arm a tenant is in.
public final class TenantDeltas {
  /// A tenant's past is shrunk towards that of all tenants by so many average calls.
  private static final double PSEUDO_CALLS = 10;

  /// The tenant's rate now minus its rate before.
  public final double[] value;

  /// In calls, capped at the median, so that one heavy tenant cannot decide alone.
  public final double[] weight;

  public final double[] calls;

  /// Number of tenants of the candidate.
  public final int moved;

  /// The baseline's rate now.
  public final double level;

  // Variance of the value, if calls are independent.
  private final double[] variance;

  private TenantDeltas(Metric metric, TenantStats[] now, TenantStats[] before, int moved) {
    this.moved = moved;
    value = new double[now.length];
    weight = new double[now.length];
    calls = new double[now.length];
    variance = new double[now.length];
    double general = generalPast(metric, before);
    double median = median(now);
    for (int i = 0; i < now.length; i++) {
      calls[i] = now[i].calls();
      weight[i] = Math.min(calls[i], Math.min(median, metric.mostCalls()));
      double past =
          (metric.total(before[i]) + PSEUDO_CALLS * general) / (before[i].calls() + PSEUDO_CALLS);
      value[i] = metric.total(now[i]) / calls[i] - past;
      variance[i] =
          metric.callVariance(now[i]) / calls[i]
              + metric.callVariance(before[i])
                  * before[i].calls()
                  / square(before[i].calls() + PSEUDO_CALLS);
    }
    level = level(metric, now, weight, moved);
  }

  public static TenantDeltas of(Metric metric, Arm candidate, Arm baseline) {
    int moved = candidate.tenants();
    int tenants = moved + baseline.tenants();
    var now = new TenantStats[tenants];
    var before = new TenantStats[tenants];
    for (int i = 0; i < tenants; i++) {
      var arm = i < moved ? candidate : baseline;
      now[i] = arm.now[i < moved ? i : i - moved];
      before[i] = arm.before[i < moved ? i : i - moved];
    }
    return new TenantDeltas(metric, now, before, moved);
  }

  private static double square(double x) {
    return x * x;
  }

  private static double level(Metric metric, TenantStats[] now, double[] weight, int moved) {
    double sum = 0;
    double all = 0;
    for (int i = moved; i < now.length; i++) {
      sum += weight[i] * metric.total(now[i]) / now[i].calls();
      all += weight[i];
    }
    return sum / all;
  }

  /// Mean over the tenants that called before, each counting once.
  private static double generalPast(Metric metric, TenantStats[] before) {
    double sum = 0;
    int called = 0;
    for (var it : before) {
      if (it.calls() > 0) {
        sum += metric.total(it) / it.calls();
        called++;
      }
    }
    return called == 0 ? 0 : sum / called;
  }

  private static double median(TenantStats[] now) {
    var calls = new double[now.length];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = now[i].calls();
    }
    Arrays.sort(calls);
    return calls[calls.length / 2];
  }

  /// The candidate's mean minus the baseline's.
  public double difference(double[] weights) {
    return mean(weights, 0, moved) - mean(weights, moved, value.length);
  }

  /// Variance of that difference, if calls are independent.
  public double callVariance(double[] weights) {
    return meanVariance(weights, 0, moved) + meanVariance(weights, moved, value.length);
  }

  private double mean(double[] weights, int from, int until) {
    double sum = 0;
    double all = 0;
    for (int i = from; i < until; i++) {
      sum += weights[i] * value[i];
      all += weights[i];
    }
    return sum / all;
  }

  private double meanVariance(double[] weights, int from, int until) {
    double sum = 0;
    double all = 0;
    for (int i = from; i < until; i++) {
      sum += weights[i] * weights[i] * variance[i];
      all += weights[i];
    }
    return sum / (all * all);
  }
}

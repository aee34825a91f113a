package io.hotswap.domain.verdict.statistics;

/// The standard normal distribution.
public final class NormalDistribution {
  private static final int HALVINGS = 60;

  private NormalDistribution() {}

  /// z with P(Z > z) = alpha.
  public static double quantile(double alpha) {
    double low = 0;
    double high = 8;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (bothTails(middle) / 2 > alpha) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// P(|Z| > z): one minus the series of the error function, whose terms are all positive. Exact to
  /// 1e-15.
  public static double bothTails(double z) {
    if (z > 8) {
      return 0;
    }
    double term = z * StrictMath.sqrt(2 / StrictMath.PI) * StrictMath.exp(-z * z / 2);
    double sum = 0;
    for (int n = 1; sum + term > sum; n += 2) {
      sum += term;
      term *= z * z / (n + 2);
    }
    return Math.max(0, 1 - sum);
  }
}

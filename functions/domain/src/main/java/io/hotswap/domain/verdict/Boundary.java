package io.hotswap.domain.verdict;

/// How far an estimate may stray by chance, however often one looks: the normal-mixture boundary of
/// Robbins (also known as mSPRT), at twice alpha, so that each side has alpha.
///
/// @param variance of the estimate now
/// @param effect what it is tuned for: there it is hardly wider than a test that looks once
/// @param tenants degrees of freedom behind the variance, infinite where it is known: few tenants
///   estimate it badly, and the boundary widens as Student's t does
record Boundary(double variance, double effect, double tenants, double alpha) {
  private static final double WIDEST = 1e6;

  /// In squared standard errors.
  double squared() {
    double ratio = effect * effect / variance;
    double squared = (1 + 1 / ratio) * (StrictMath.log1p(ratio) - 2 * StrictMath.log(2 * alpha));
    double widened =
        Double.isInfinite(tenants) ? squared : tenants * StrictMath.expm1(squared / tenants);
    return Math.min(WIDEST, widened);
  }

  double halfWidth() {
    return variance == 0 ? 0 : StrictMath.sqrt(variance * squared());
  }
}

package io.hotswap.domain.verdict.statistics;

/// How far an estimate may stray by chance, valid at any number of evaluations.
///
/// Robbins's mixture: a difference counts once the data are 1/alpha times likelier under a normal
/// distribution of differences around `effect` than under none. Near `effect` it is hardly wider
/// than a test that is evaluated once; elsewhere it is still valid.
///
/// @param variance of the estimate now
/// @param effect the difference it is tuned for
/// @param tenants degrees of freedom behind the variance, infinite where it is known: few tenants
///   estimate it badly, and the boundary widens as Student's t does
public record ConfidenceBoundary(double variance, double effect, double tenants, double alpha) {
  private static final double SPREAD = 1.0 / 3;
  private static final double WIDEST = 1e6;

  public double halfWidth() {
    return variance == 0 ? 0 : StrictMath.sqrt(variance * squared());
  }

  /// In squared standard errors.
  public double squared() {
    double squared = known() * known() / variance;
    return Math.min(
        WIDEST,
        Double.isInfinite(tenants) ? squared : tenants * StrictMath.expm1(squared / tenants));
  }

  /// The x of x²/V − (x − effect)²/(V + S) = 2 ln(1/alpha) + ln(1 + S/V).
  private double known() {
    double spread = SPREAD * SPREAD * effect * effect;
    double evidence = StrictMath.log1p(spread / variance) - 2 * StrictMath.log(alpha);
    double pull = effect * variance;
    double root =
        StrictMath.sqrt(
            pull * pull + spread * variance * (effect * effect + evidence * (variance + spread)));
    return (root - pull) / spread;
  }
}

package io.hotswap.domain.verdict.statistics;

/// Checks that tenants arrived in the arms as they were split: χ² with one degree of freedom.
///
/// @param observedShare of the tenants that called, in the candidate's arm
/// @param pValue below 0.001 the split is broken, and its evidence is unusable
public record SampleRatio(
    double expectedShare, double observedShare, double chiSquare, double pValue, boolean broken) {
  private static final double LIMIT = 0.001;

  public static SampleRatio of(double expectedShare, int candidateTenants, int baselineTenants) {
    double tenants = (double) candidateTenants + baselineTenants;
    if (tenants == 0) {
      return new SampleRatio(expectedShare, expectedShare, 0, 1, false);
    }
    double excess = candidateTenants - expectedShare * tenants;
    double chiSquare = excess * excess / (tenants * expectedShare * (1 - expectedShare));
    double pValue = NormalDistribution.bothTails(StrictMath.sqrt(chiSquare));
    return new SampleRatio(
        expectedShare, candidateTenants / tenants, chiSquare, pValue, pValue < LIMIT);
  }
}

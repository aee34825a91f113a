package io.hotswap.domain.verdict.statistics;

/// An arm's error rate, with the number of independent calls that would estimate it as precisely:
/// calls of one tenant that fail together count for less (Rao and Scott's design effect), never for
/// more.
///
/// @param excess variance beyond that of independent calls, which alone had to be estimated
public record ErrorRateEstimate(
    double rate, double calls, double variance, double excess, double tenants) {
  public static ErrorRateEstimate of(MeanEstimate arm) {
    double rate = Math.clamp(arm.mean(), 0, 1);
    double independent = rate * (1 - rate) / arm.calls();
    double variance = Math.max(independent, arm.variance());
    double effect = independent == 0 ? 1 : variance / independent;
    return new ErrorRateEstimate(
        rate, arm.calls() / effect, variance, variance - independent, arm.tenants());
  }

  public static double degreesOfFreedom(ErrorRateEstimate some, ErrorRateEstimate more) {
    double variance = some.variance + more.variance;
    double doubt = some.squaredExcessPerDegree() + more.squaredExcessPerDegree();
    return doubt == 0 ? Double.POSITIVE_INFINITY : variance * variance / doubt;
  }

  private double squaredExcessPerDegree() {
    return excess * excess / (tenants - 1);
  }
}

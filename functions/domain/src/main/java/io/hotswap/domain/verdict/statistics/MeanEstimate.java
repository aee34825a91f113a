package io.hotswap.domain.verdict.statistics;

/// An arm's weighted mean and how far chance may have moved it, tenants being the unit.
///
/// @param variance by leaving out each tenant in turn (jackknife): right also when calls of one
///   tenant go wrong together
/// @param calls number of independent calls of equal weight that would estimate it as precisely
public record MeanEstimate(
    double mean, double variance, double calls, double tenants, double totalWeight) {
  static MeanEstimate of(
      MetricSample metricSample, CupedAdjustment cupedAdjustment, double meanPast) {
    var past = cupedAdjustment.past(metricSample);
    double ownPast = metricSample.mean(past);
    double rate = metricSample.mean(metricSample.rate);
    double variance = 0;
    for (int i = 0; i < past.length; i++) {
      double rest = metricSample.rate[i] - rate - cupedAdjustment.slope() * (past[i] - ownPast);
      double moved = metricSample.weight[i] * rest / (1 - metricSample.weight[i]);
      variance += moved * moved;
    }
    return new MeanEstimate(
        rate - cupedAdjustment.slope() * (ownPast - meanPast),
        variance,
        metricSample.effectiveCalls(),
        metricSample.effectiveTenants(),
        metricSample.totalWeight);
  }
}

package io.hotswap.domain.verdict;

/// An arm's weighted mean and how far chance may have moved it, tenants being the unit.
///
/// @param variance by leaving out each tenant in turn (jackknife): right also when calls of one
///   tenant go wrong together
/// @param calls as many independent calls of equal weight would tell as much
record Estimate(double mean, double variance, double calls, double tenants, double heft) {
  static Estimate of(Sample sample, Adjustment adjustment, double meanPast) {
    var past = adjustment.past(sample);
    double ownPast = sample.mean(past);
    double rate = sample.mean(sample.rate);
    double variance = 0;
    for (int i = 0; i < past.length; i++) {
      double rest = sample.rate[i] - rate - adjustment.slope() * (past[i] - ownPast);
      double moved = sample.weight[i] * rest / (1 - sample.weight[i]);
      variance += moved * moved;
    }
    return new Estimate(
        rate - adjustment.slope() * (ownPast - meanPast),
        variance,
        sample.effectiveCalls(),
        sample.effectiveTenants(),
        sample.heft);
  }
}

package io.hotswap.domain.health;

import java.util.OptionalDouble;

/// A previous version's past, known beforehand.
record KnownPast(Baseline baseline, Traffic beside, Traffic lastDay, OptionalDouble ownFailures)
    implements Past {
  KnownPast(Baseline baseline) {
    this(baseline, Traffic.NONE, Traffic.NONE, OptionalDouble.empty());
  }

  KnownPast beside(Traffic calls) {
    return new KnownPast(baseline, calls, lastDay, ownFailures);
  }

  KnownPast lastDay(Traffic calls) {
    return new KnownPast(baseline, beside, calls, ownFailures);
  }

  KnownPast ownFailures(double share) {
    return new KnownPast(baseline, beside, lastDay, OptionalDouble.of(share));
  }
}

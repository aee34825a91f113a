package io.hotswap.domain.health;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/// A previous version's past, known beforehand.
record KnownPast(Baseline baseline, Traffic beside, Traffic before, OptionalDouble ownFailures)
    implements Past {
  KnownPast(Baseline baseline) {
    this(baseline, Traffic.NONE, Traffic.NONE, OptionalDouble.empty());
  }

  KnownPast beside(Traffic calls) {
    return new KnownPast(baseline, calls, before, ownFailures);
  }

  KnownPast lastDay(Traffic calls) {
    return new KnownPast(baseline, beside, calls, ownFailures);
  }

  KnownPast ownFailures(double share) {
    return new KnownPast(baseline, beside, before, OptionalDouble.of(share));
  }

  @Override
  public Stream<Traffic> lastDay() {
    return Stream.of(before);
  }
}

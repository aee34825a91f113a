package io.hotswap.domain.health;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/// A previous version's past, known beforehand.
record KnownPast(
    Baseline baseline, VersionTraffic beside, VersionTraffic before, OptionalDouble ownFailures)
    implements ReferenceTraffic {
  KnownPast(Baseline baseline) {
    this(baseline, VersionTraffic.NONE, VersionTraffic.NONE, OptionalDouble.empty());
  }

  KnownPast beside(VersionTraffic calls) {
    return new KnownPast(baseline, calls, before, ownFailures);
  }

  KnownPast lastDay(VersionTraffic calls) {
    return new KnownPast(baseline, beside, calls, ownFailures);
  }

  KnownPast ownFailures(double share) {
    return new KnownPast(baseline, beside, before, OptionalDouble.of(share));
  }

  @Override
  public Stream<VersionTraffic> lastDay() {
    return Stream.of(before);
  }
}

package io.hotswap.domain.health;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/// A previous version's past, known beforehand.
record KnownPast(
    Baseline baseline,
    VersionTraffic recent,
    VersionTraffic before,
    OptionalDouble expectedErrorShare)
    implements ReferenceTraffic {
  KnownPast(Baseline baseline) {
    this(baseline, VersionTraffic.NONE, VersionTraffic.NONE, OptionalDouble.empty());
  }

  KnownPast beside(VersionTraffic calls) {
    return new KnownPast(baseline, calls, before, expectedErrorShare);
  }

  KnownPast lastDay(VersionTraffic calls) {
    return new KnownPast(baseline, recent, calls, expectedErrorShare);
  }

  KnownPast ownFailures(double share) {
    return new KnownPast(baseline, recent, before, OptionalDouble.of(share));
  }

  @Override
  public Stream<VersionTraffic> lastDay() {
    return Stream.of(before);
  }
}

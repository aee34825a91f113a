package io.hotswap.domain.health;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What is known from before a version served, and of what serves beside it. Each is asked for only
/// when the rest holds: it may take long to find.
interface ReferenceTraffic {
  Baseline baseline();

  /// The previous version's calls of the last minutes.
  VersionTraffic beside();

  /// The previous version's calls of the last 24 hours, an hour each, the newest first: each is
  /// read when it is looked at.
  Stream<VersionTraffic> lastDay();

  /// Share of the version's calls that would have failed if each of its tenants failed as often as
  /// on the previous version; empty where calls are not counted by tenant.
  OptionalDouble ownFailures();
}

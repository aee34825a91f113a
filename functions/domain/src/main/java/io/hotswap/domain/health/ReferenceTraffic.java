package io.hotswap.domain.health;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What a version is compared with. Each method reads from stores, possibly for long, so it is
/// called only when the result matters.
interface ReferenceTraffic {
  Baseline baseline();

  /// The previous version's calls of the last minutes.
  VersionTraffic recent();

  /// The previous version's calls of the last 24 hours, one element an hour, newest first; an hour
  /// is read when the stream reaches it.
  Stream<VersionTraffic> lastDay();

  /// Error rate that the version would have if each of its tenants failed as often as on the
  /// previous version; empty where calls are not counted by tenant.
  OptionalDouble expectedErrorShare();
}

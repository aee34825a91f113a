package io.hotswap.domain.routing;

import java.util.Optional;
import java.util.stream.Stream;

/// Limits of one tenant's calls of a plugin in an environment, at least 1 each.
///
/// @param maxBytesInFlight of the bodies of its calls at once; empty: as many as a node holds of a
///   tenant
public record Quota(
    int maxRequestsPerMinute, int maxConcurrentExecutions, Optional<Integer> maxBytesInFlight) {
  public Quota {
    if (maxRequestsPerMinute < 1
        || maxConcurrentExecutions < 1
        || maxBytesInFlight.filter(it -> it < 1).isPresent()) {
      throw new IllegalArgumentException(
          "Each limit of a quota is at least 1, not: %d a minute, %d at once, %s bytes"
              .formatted(maxRequestsPerMinute, maxConcurrentExecutions, maxBytesInFlight));
    }
  }

  /// Whatever the bytes.
  public Quota(int maxRequestsPerMinute, int maxConcurrentExecutions) {
    this(maxRequestsPerMinute, maxConcurrentExecutions, Optional.empty());
  }

  /// The lower of both, limit by limit.
  public Quota atMost(Quota other) {
    return new Quota(
        Math.min(maxRequestsPerMinute, other.maxRequestsPerMinute),
        Math.min(maxConcurrentExecutions, other.maxConcurrentExecutions),
        Stream.of(maxBytesInFlight, other.maxBytesInFlight)
            .flatMap(Optional::stream)
            .min(Integer::compare));
  }
}

package io.hotswap.domain.routing;

import java.util.Optional;
import java.util.stream.Stream;

/// Limits of one tenant's calls of a plugin in an environment, at least 1 each.
///
/// @param maxBytesInFlight of the bodies of its calls at once; empty: as many as a node holds of a
///   tenant
/// @param maxProcessorSecondsPerMinute of its processes on all nodes, where a process serves one
///   tenant; empty: as much as a node's processes may use
/// @param maxMemoryBytes of its process on each node, where a process serves one tenant; empty: as
///   much as a node's processes may take
public record Quota(
    int maxRequestsPerMinute,
    int maxConcurrentExecutions,
    Optional<Integer> maxBytesInFlight,
    Optional<Integer> maxProcessorSecondsPerMinute,
    Optional<Long> maxMemoryBytes) {
  public Quota {
    if (maxRequestsPerMinute < 1
        || maxConcurrentExecutions < 1
        || maxBytesInFlight.filter(it -> it < 1).isPresent()
        || maxProcessorSecondsPerMinute.filter(it -> it < 1).isPresent()
        || maxMemoryBytes.filter(it -> it < 1).isPresent()) {
      throw new IllegalArgumentException(
          "Each limit of a quota is at least 1, not: %d a minute, %d at once, %s bytes,"
                  .formatted(maxRequestsPerMinute, maxConcurrentExecutions, maxBytesInFlight)
              + " %s processor seconds, %s bytes of memory"
                  .formatted(maxProcessorSecondsPerMinute, maxMemoryBytes));
    }
  }

  /// Whatever the processes take.
  public Quota(
      int maxRequestsPerMinute, int maxConcurrentExecutions, Optional<Integer> maxBytesInFlight) {
    this(
        maxRequestsPerMinute,
        maxConcurrentExecutions,
        maxBytesInFlight,
        Optional.empty(),
        Optional.empty());
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
        lower(maxBytesInFlight, other.maxBytesInFlight),
        lower(maxProcessorSecondsPerMinute, other.maxProcessorSecondsPerMinute),
        lower(maxMemoryBytes, other.maxMemoryBytes));
  }

  private static <T extends Comparable<T>> Optional<T> lower(Optional<T> one, Optional<T> other) {
    return Stream.of(one, other).flatMap(Optional::stream).min(Comparable::compareTo);
  }

  /// Whether it limits what can be measured only of a process that serves one tenant.
  public boolean limitsProcesses() {
    return maxProcessorSecondsPerMinute.isPresent() || maxMemoryBytes.isPresent();
  }

  /// Without the limits that a node cannot enforce whose processes serve several tenants.
  public Quota withoutProcesses() {
    return new Quota(maxRequestsPerMinute, maxConcurrentExecutions, maxBytesInFlight);
  }
}

package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.routing.Quota;
import java.util.Optional;

/// Limits of a tenant's calls.
record StoredQuota(
    int maxRequestsPerMinute,
    int maxConcurrentExecutions,
    Optional<Integer> maxBytesInFlight,
    Optional<Integer> maxProcessorSecondsPerMinute,
    Optional<Long> maxMemoryBytes) {
  static StoredQuota of(Quota it) {
    return new StoredQuota(
        it.maxRequestsPerMinute(),
        it.maxConcurrentExecutions(),
        it.maxBytesInFlight(),
        it.maxProcessorSecondsPerMinute(),
        it.maxMemoryBytes());
  }

  Quota toDomain() {
    return new Quota(
        maxRequestsPerMinute,
        maxConcurrentExecutions,
        maxBytesInFlight,
        maxProcessorSecondsPerMinute,
        maxMemoryBytes);
  }
}

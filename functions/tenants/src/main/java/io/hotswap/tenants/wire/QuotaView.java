package io.hotswap.tenants.wire;

import io.hotswap.domain.routing.Quota;
import java.util.Optional;

/// Limits of calls as openapi.yaml describes them.
public record QuotaView(
    int maxRequestsPerMinute,
    int maxConcurrentExecutions,
    Optional<Integer> maxBytesInFlight,
    Optional<Integer> maxProcessorSecondsPerMinute,
    Optional<Long> maxMemoryBytes) {
  public static QuotaView of(Quota it) {
    return new QuotaView(
        it.maxRequestsPerMinute(),
        it.maxConcurrentExecutions(),
        it.maxBytesInFlight(),
        it.maxProcessorSecondsPerMinute(),
        it.maxMemoryBytes());
  }

  public Quota toDomain() {
    return new Quota(
        maxRequestsPerMinute,
        maxConcurrentExecutions,
        maxBytesInFlight,
        maxProcessorSecondsPerMinute,
        maxMemoryBytes);
  }
}

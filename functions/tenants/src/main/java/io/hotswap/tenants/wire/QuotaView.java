package io.hotswap.tenants.wire;

import io.hotswap.domain.routing.Quota;

/// Limits of calls as openapi.yaml describes them.
public record QuotaView(int maxRequestsPerMinute, int maxConcurrentExecutions) {
  public static QuotaView of(Quota it) {
    return new QuotaView(it.maxRequestsPerMinute(), it.maxConcurrentExecutions());
  }

  public Quota toDomain() {
    return new Quota(maxRequestsPerMinute, maxConcurrentExecutions);
  }
}

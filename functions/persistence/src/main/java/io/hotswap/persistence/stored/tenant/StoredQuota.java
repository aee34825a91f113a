package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.routing.Quota;

/// Limits of a tenant's calls.
record StoredQuota(int maxRequestsPerMinute, int maxConcurrentExecutions) {
  static StoredQuota of(Quota it) {
    return new StoredQuota(it.maxRequestsPerMinute(), it.maxConcurrentExecutions());
  }

  Quota toDomain() {
    return new Quota(maxRequestsPerMinute, maxConcurrentExecutions);
  }
}

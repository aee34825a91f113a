package io.hotswap.persistence.stored.routing;

import io.hotswap.domain.routing.Quota;

record StoredQuota(int maxRequestsPerMinute, int maxConcurrentExecutions) {
  static StoredQuota of(Quota it) {
    return new StoredQuota(it.maxRequestsPerMinute(), it.maxConcurrentExecutions());
  }

  Quota toDomain() {
    return new Quota(maxRequestsPerMinute, maxConcurrentExecutions);
  }
}

package io.hotswap.domain.routing;

/// Limits of one tenant's calls of a plugin in an environment, at least 1 each.
public record Quota(int maxRequestsPerMinute, int maxConcurrentExecutions) {
  public Quota {
    if (maxRequestsPerMinute < 1 || maxConcurrentExecutions < 1) {
      throw new IllegalArgumentException(
          "A quota is at least 1 request a minute and 1 at once, not: %d and %d"
              .formatted(maxRequestsPerMinute, maxConcurrentExecutions));
    }
  }

  /// The lower of both, limit by limit.
  public Quota atMost(Quota other) {
    return new Quota(
        Math.min(maxRequestsPerMinute, other.maxRequestsPerMinute),
        Math.min(maxConcurrentExecutions, other.maxConcurrentExecutions));
  }
}

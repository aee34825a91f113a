package io.hotswap.runtime.caching;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;
import java.util.Set;

/// How many versions a node keeps loaded, and for how long. What is evicted is brought up again by
/// the next call of it.
///
/// @param mostBytes what all loaded versions together are estimated to take, at most
/// @param ttl after which a version that nobody calls is evicted
/// @param preload plugins, by name, whose serving versions are loaded first and never evicted
public record CacheConfig(long mostBytes, Duration ttl, Set<String> preload) {
  private static final long LEAST = 1024L * 1024;

  public CacheConfig {
    preload = Set.copyOf(preload);
    if (mostBytes < LEAST) {
      throw new IllegalArgumentException(
          "HOTSWAP_CACHE_MAX_SIZE must be at least 1MB, not: " + mostBytes);
    }
  }

  public static CacheConfig from(Variables variables) {
    return new CacheConfig(
        variables.bytes("HOTSWAP_CACHE_MAX_SIZE", Math.max(LEAST, halfOfTheHeap())),
        variables.duration("HOTSWAP_CACHE_TTL", Duration.ofHours(1)),
        variables.names("HOTSWAP_CACHE_PRELOAD"));
  }

  private static long halfOfTheHeap() {
    return Runtime.getRuntime().maxMemory() / 2;
  }

  public LeastRecentlyUsed policy() {
    return new LeastRecentlyUsed(mostBytes, CoarseClock.ticks(ttl));
  }
}

package io.hotswap.runtime.caching;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;
import java.util.Set;

/// How many versions a node keeps loaded, and for how long. An evicted version is loaded again by
/// its next call.
///
/// @param mostBytes limit of the estimated bytes of all loaded versions together
/// @param ttl idle time after which a version is evicted
/// @param preload names of plugins whose serving versions are loaded first and never evicted
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

  public EvictionOrder policy() {
    return new EvictionOrder(mostBytes, CoarseClock.ticks(ttl));
  }
}

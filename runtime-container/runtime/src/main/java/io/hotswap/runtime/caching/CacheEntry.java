package io.hotswap.runtime.caching;

/// A loaded version as the eviction policy sees it.
///
/// @param key identifies the version
/// @param bytes estimated size, see [Footprint]
/// @param lastUsed tick of its last call, see [CoarseClock]
public record CacheEntry<K>(K key, long bytes, long lastUsed, Retention retention) {
  public CacheEntry {
    if (bytes < 0) {
      throw new IllegalArgumentException("The size of a version must not be negative: " + bytes);
    }
  }
}

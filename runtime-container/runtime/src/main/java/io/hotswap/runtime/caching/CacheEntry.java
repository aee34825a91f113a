package io.hotswap.runtime.caching;

/// A loaded version as the policy sees it.
///
/// @param key whatever tells it from the others
/// @param bytes what it is estimated to take, see [Footprint]
/// @param lastUsed tick of its last call, see [CoarseClock]
public record CacheEntry<K>(K key, long bytes, long lastUsed, Retention hold) {
  public CacheEntry {
    if (bytes < 0) {
      throw new IllegalArgumentException("A version takes no less than nothing, not: " + bytes);
    }
  }
}

package io.hotswap.runtime.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps at least the `least` values that were used last, and at most twice as many, without a lock
/// on reading: two maps, of which the older one is dropped as a whole.
final class TokenCache<V> {
  private final int least;
  private volatile Map<String, V> young = new ConcurrentHashMap<>();
  private volatile Map<String, V> old = Map.of();

  TokenCache(int least) {
    this.least = least;
  }

  Optional<V> find(String key) {
    var found = young.get(key);
    if (found != null) {
      return Optional.of(found);
    }
    var older = old.get(key);
    if (older != null) {
      remember(key, older);
    }
    return Optional.ofNullable(older);
  }

  void remember(String key, V value) {
    young.put(key, value);
    if (young.size() >= least) {
      forget();
    }
  }

  private synchronized void forget() {
    if (young.size() >= least) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }
}

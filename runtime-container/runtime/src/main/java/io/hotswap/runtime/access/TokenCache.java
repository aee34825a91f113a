package io.hotswap.runtime.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers at least the last `least` values that were asked for, at most twice as many, without a
/// lock on reading: two maps, the older one forgotten as a whole.
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

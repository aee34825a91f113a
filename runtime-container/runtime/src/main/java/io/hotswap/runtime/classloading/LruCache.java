package io.hotswap.runtime.classloading;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps the entries that were used last.
final class LruCache<K, V> {
  private final Map<K, V> all;

  /// @param most that are remembered
  LruCache(int most) {
    all =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized @Nullable V get(K key) {
    return all.get(key);
  }

  synchronized void put(K key, V value) {
    all.put(key, value);
  }

  synchronized V get(K key, Function<K, V> making) {
    return all.computeIfAbsent(key, making);
  }
}

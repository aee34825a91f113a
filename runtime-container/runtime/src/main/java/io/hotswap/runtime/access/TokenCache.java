package io.hotswap.runtime.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps at least the `least` tokens that were used last, and at most twice as many, without a lock
/// on reading: two maps, of which the older one is dropped as a whole. A token itself is not kept:
/// whoever reads the memory of a node finds none to use elsewhere.
final class TokenCache {
  private final int least;
  private volatile Map<TokenDigest, VerifiedTenant> young = new ConcurrentHashMap<>();
  private volatile Map<TokenDigest, VerifiedTenant> old = Map.of();

  TokenCache(int least) {
    this.least = least;
  }

  Optional<VerifiedTenant> find(TokenDigest key) {
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

  void remember(TokenDigest key, VerifiedTenant value) {
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

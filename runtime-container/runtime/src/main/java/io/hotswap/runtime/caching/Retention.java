package io.hotswap.runtime.caching;

/// How strongly a loaded version is protected from eviction.
public enum Retention {
  /// Never evicted: it has calls in flight, is preloaded, or is part of a deployment under way.
  NEEDED,
  /// Watched after its deployment, or the version that a rollback would go back to. Evicted last,
  /// and for size only. (A watch lasts days: if watched versions were never evicted, the cache
  /// would overflow when every plugin was deployed in one week.)
  WATCHED,
  /// Does not serve; kept for an instant rollback. Evicted for size, not for age.
  KEPT,
  /// Serves, and this node is one of its warm places. Evicted for size and age.
  WARM,
  /// Serves, and its warm places are other nodes. Evicted sooner.
  ELSEWHERE
}

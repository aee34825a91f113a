package io.hotswap.runtime.caching;

/// How firmly a loaded version is held.
public enum Retention {
  /// Stays, whatever there is no room for: calls are in it, it is preloaded, or a deployment under
  /// way needs it.
  NEEDED,
  /// Watched after its deployment, or what would serve again then: goes for room when nothing else
  /// is left to go, not for age. (A watch lasts days: if it held versions for good, a cache would
  /// overflow where every plugin was deployed this week.)
  WATCHED,
  /// Serves nobody and is kept for an instant rollback: goes for room, not for age.
  KEPT,
  /// Its warm place is this node.
  WARM,
  /// Its warm place is another node: goes sooner.
  ELSEWHERE
}

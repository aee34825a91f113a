package io.hotswap.runtime.caching;

/// How firmly a loaded version is held.
public enum Hold {
  /// Stays, whatever there is no room for: calls are in it, it is preloaded, or a deployment under
  /// way or a watch needs it.
  NEEDED,
  /// Serves nobody and is kept for an instant rollback: goes for room, not for age.
  KEPT,
  /// Its warm place is this node.
  WARM,
  /// Its warm place is another node: goes sooner.
  ELSEWHERE
}

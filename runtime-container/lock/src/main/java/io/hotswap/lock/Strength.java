package io.hotswap.lock;

/// How tight a lock is. Neither may start programs, trace others, or signal them.
public enum Strength {
  /// For a process that serves calls: it has the network.
  HOST,
  /// For plugin code of strangers: no network, of no family.
  CHILD;

  boolean hasNetwork() {
    return this == HOST;
  }
}

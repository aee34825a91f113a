package io.hotswap.runtime.quota;

/// A limit that a tenant's process has exceeded so far that it is ended.
public enum ProcessLimit {
  /// Twice this node's part of the quota of processor time: a call that was admitted below the
  /// quota may run on to its end, but not for ever.
  PROCESSOR,
  MEMORY
}

package io.hotswap.lock;

/// How far this machine can lock a process.
public enum LockLevel {
  /// Landlock and a filter of system calls.
  FULL,
  /// A filter of system calls and another user: files that all users may read stay readable.
  UID,
  /// Strangers' code must not run here.
  NONE;

  /// By trying, on a thread that ends.
  public static LockLevel probed() {
    return LockProbe.level();
  }
}

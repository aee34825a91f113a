package io.hotswap.domain.trust;

/// Where a node runs a plugin's code; the later, the further it is kept apart.
public enum IsolationLevel {
  /// In the node, behind a class loader.
  Shared,
  /// In a process of its own.
  Process,
  /// In a process that the kernel keeps to its own folder, without a network.
  Locked
}

package io.hotswap.domain.node;

/// State of a version on a node.
public enum VersionState {
  /// Loaded, started and healthy.
  Ready,
  /// Could not be downloaded, verified, loaded or started, or is unhealthy.
  Failed
}

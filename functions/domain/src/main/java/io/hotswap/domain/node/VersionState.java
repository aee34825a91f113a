package io.hotswap.domain.node;

/// What a node made of one version.
public enum VersionState {
  /// Loaded, started and healthy.
  Ready,
  /// Could not be downloaded, verified, loaded or started, or is unhealthy.
  Failed
}

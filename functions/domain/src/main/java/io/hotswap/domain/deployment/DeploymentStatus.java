package io.hotswap.domain.deployment;

/// What a caller watches; the finer grain is in `phase` and `outcome`.
public enum DeploymentStatus {
  Pending,
  InProgress,
  Completed,
  Failed,
  RolledBack
}

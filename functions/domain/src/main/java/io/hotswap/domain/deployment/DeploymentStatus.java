package io.hotswap.domain.deployment;

/// The coarse state that clients poll; `phase` and `outcome` have the details.
public enum DeploymentStatus {
  Pending,
  InProgress,
  Completed,
  Failed,
  RolledBack
}

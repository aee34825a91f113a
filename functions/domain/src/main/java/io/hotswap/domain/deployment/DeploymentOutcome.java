package io.hotswap.domain.deployment;

/// How it ended.
public enum DeploymentOutcome {
  Succeeded,
  /// A person or a trigger took it back: what served before serves. Its rollback says who and why.
  RolledBack,
  /// It never began: not approved, not in time, or given up while it waited. Nothing was changed.
  Declined,
  /// It failed, and what served before serves.
  FailedClean,
  /// Which version serves is not certain: somebody must look.
  FailedDirty
}

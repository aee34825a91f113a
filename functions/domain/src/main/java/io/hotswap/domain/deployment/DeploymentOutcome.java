package io.hotswap.domain.deployment;

/// How a deployment ended.
public enum DeploymentOutcome {
  Succeeded,
  /// Rolled back by a person or a trigger: the previous version serves. The rollback record holds
  /// the actor and the reason.
  RolledBack,
  /// It never began: rejected, expired, or aborted while it waited. Nothing was changed.
  Declined,
  /// It failed, and the previous version serves.
  FailedClean,
  /// It is uncertain which version serves: an operator must investigate.
  FailedDirty
}

package io.hotswap.domain.deployment.rollout;

/// The answer of a step; the state machine's next Choice reads it.
public enum StepOutcome {
  /// The step is complete; the state machine continues.
  Done,
  /// The deployment has to be approved first.
  NeedsApproval,
  /// Not yet; poll again after the seconds in the answer.
  Waiting,
  /// The condition of this stage holds; the next stage may begin.
  Ready,
  /// All tenants are routed as the strategy ends.
  Served,
  /// Waits for a person; resuming starts a new execution.
  Paused,
  /// A node failed, no node is live, the version is worse, or the deadline has passed.
  Broken,
  /// The change is out of the routing document.
  Withdrawn,
  Succeeded,
  FailedClean,
  FailedDirty,
  /// Another execution continues the deployment, or another deployment holds the slot: the step
  /// changed nothing.
  Superseded
}

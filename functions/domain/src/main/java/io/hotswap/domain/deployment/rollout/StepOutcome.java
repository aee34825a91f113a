package io.hotswap.domain.deployment.rollout;

/// What a step answers; the state machine's next Choice reads it.
public enum StepOutcome {
  /// Done what the step is for; the machine goes on.
  Done,
  /// Somebody has to approve it first.
  NeedsApproval,
  /// Not yet; look again after the seconds that the answer names.
  Waiting,
  /// What this stage waited for is there; the next stage may begin.
  Ready,
  /// Everybody is where the strategy brings them.
  Served,
  /// It waits for a person; whoever resumes it starts a new execution.
  Paused,
  /// A node failed, there is none, the version is worse, or time is up.
  Broken,
  /// The change is out of the routing document.
  Withdrawn,
  Succeeded,
  FailedClean,
  FailedDirty,
  /// Another execution carries the deployment on, or somebody else holds the place: the step
  /// changed nothing.
  Superseded
}

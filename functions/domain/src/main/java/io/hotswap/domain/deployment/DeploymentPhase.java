package io.hotswap.domain.deployment;

/// The fine-grained state of a deployment; a step decides by it what remains to be done.
public enum DeploymentPhase {
  /// Waits for approvers; holds no slot.
  AwaitingApproval,
  /// Holds its slot; its state machine has not begun.
  Admitted,
  /// Rejected, expired, or its slot stayed taken; nothing was changed.
  Declined,
  /// Its state machine could not be started; nothing was changed.
  NotStarted,
  Begun,
  /// Nodes load, start and check the version; nobody is routed to it.
  Staging,
  /// Blue-green: ready on all nodes, beside the version that serves.
  Warming,
  /// A share of the tenants or nodes is routed to it; nodes are applying that document.
  Shifting,
  /// That share is served; evidence is collected, or the pause before the next share runs.
  Observing,
  /// The verdict allows the next share.
  Passed,
  /// All tenants are routed to it; nodes are applying that document.
  Switching,
  /// It cannot continue; its change is still in the routing document.
  Broken,
  /// Its change is out of the routing document; nodes are returning to the previous version.
  Withdrawing,
  Withdrawn,
  Serving,
  /// A rollback holds the slot; its state machine has not begun.
  RollbackAdmitted,
  /// Like Withdrawing, for a rollback.
  Reverting,
  Reverted,
  /// Superseded by a rollback of the version that served before.
  Preempted,
  /// Its state machine died too often; reconciliation closed it.
  Abandoned
}

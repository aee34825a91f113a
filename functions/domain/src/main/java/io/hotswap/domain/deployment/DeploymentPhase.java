package io.hotswap.domain.deployment;

/// Where exactly a deployment is; steps read it to know what is left to do.
public enum DeploymentPhase {
  /// Somebody has to approve it; it holds no place.
  AwaitingApproval,
  /// Holds its place; its state machine has not begun.
  Admitted,
  /// The approvers said no, or not in time, or its place never came free; nothing else happened.
  Declined,
  /// Its state machine could not be started; nothing else happened.
  NotStarted,
  Begun,
  /// Nodes load, start and check the version; nobody is routed to it.
  Staging,
  /// Blue-green: ready on all nodes, and standing beside what serves.
  Warming,
  /// A share of the tenants or nodes is routed to it; nodes are taking that over.
  Shifting,
  /// That share is served; evidence gathers, or the next share waits for its time.
  Observing,
  /// Observed, and found good enough for the next share.
  Passed,
  /// All are routed to it; nodes are taking it over.
  Switching,
  /// It cannot go on; its change is still in the routing document.
  Broken,
  /// Its change is out of the routing document; nodes are going back.
  Withdrawing,
  Withdrawn,
  Serving,
  /// A rollback holds the place; its state machine has not begun.
  RollbackAdmitted,
  /// As Withdrawing, by a rollback.
  Reverting,
  Reverted,
  /// A rollback of what served before took its place.
  Preempted,
  /// Its state machine died; whoever came next closed it.
  Abandoned
}

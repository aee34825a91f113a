package io.hotswap.domain.deployment;

/// Where exactly a deployment is; steps read it to know what is left to do.
public enum Phase {
  /// Holds its place; its state machine has not begun.
  Admitted,
  /// Its state machine could not be started; nothing else happened.
  NotStarted,
  Begun,
  /// Nodes load, start and check the version; nobody is routed to it.
  Staging,
  /// Routed to; nodes are taking it over.
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
  /// Its state machine died; whoever came next closed it.
  Abandoned
}

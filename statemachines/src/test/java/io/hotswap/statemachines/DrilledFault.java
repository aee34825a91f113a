package io.hotswap.statemachines;

/// What goes wrong at a step or an act, from its first call on.
enum DrilledFault {
  /// The function dies after its first write, or before it answers; no call gets through for 20 s.
  FunctionHost,
  /// It never comes back.
  OneNode,
  AllNodes,
  /// For 20 s; nodes cannot renew their leases meanwhile.
  DynamoDb,
  /// For 20 s.
  S3,
  /// The execution is lost after the step, and nothing starts for 20 s. When people act, nothing is
  /// lost, but nothing starts, stops or wakes.
  StepFunctions,
  /// Only the function that asks approvers, for longer than everybody tries again.
  ApprovalFunction
}

package io.hotswap.statemachines;

/// What goes wrong at a step, from its first call on.
enum DrilledFault {
  /// The function dies after it wrote and before it answered; no call gets through for 20 s.
  FunctionHost,
  /// It never comes back.
  OneNode,
  AllNodes,
  /// For 20 s; nodes cannot renew their leases meanwhile.
  DynamoDb,
  /// For 20 s.
  S3,
  /// The execution is lost after the step, and nothing starts for 20 s.
  StepFunctions
}

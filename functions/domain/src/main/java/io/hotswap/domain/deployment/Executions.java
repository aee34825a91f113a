package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;

/// The engine that runs the state machines (Step Functions).
public interface Executions {
  /// Starts the deploy machine. Idempotent per deployment and fence.
  ///
  /// @throws NotStarted when the engine did not confirm it; it may have started nevertheless
  void deploy(DeploymentId id, long fence);

  /// Starts the roll-back machine. Idempotent per deployment and fence.
  ///
  /// @throws NotStarted when the engine did not confirm it
  void rollBack(DeploymentId id, long fence);

  /// Stops a superseded execution, if it still runs. Best effort: the fence already keeps its steps
  /// from changing anything.
  ///
  /// @param rollback which of the two machines
  void stop(DeploymentId id, long fence, boolean rollback);

  /// @param rollback which of the two machines
  State state(DeploymentId id, long fence, boolean rollback);

  enum State {
    Running,
    /// It has ended, or never existed.
    Over,
    /// The engine did not answer.
    Unknown
  }

  final class NotStarted extends RuntimeException {
    public NotStarted(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

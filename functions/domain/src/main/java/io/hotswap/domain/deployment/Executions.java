package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;

/// The engine that runs the state machines.
public interface Executions {
  /// Starts the deploy machine. Twice for the same deployment and fence is once.
  ///
  /// @throws NotStarted when the engine did not confirm it; it may have started nevertheless
  void deploy(DeploymentId id, long fence);

  /// Starts the roll-back machine, likewise.
  ///
  /// @throws NotStarted when the engine did not confirm it
  void rollBack(DeploymentId id, long fence);

  /// Ends an execution that has been superseded, if it still runs. Its steps change nothing any
  /// more, so an engine that does not answer does no harm.
  ///
  /// @param rollback which of the two machines
  void stop(DeploymentId id, long fence, boolean rollback);

  /// @param rollback which of the two machines
  State state(DeploymentId id, long fence, boolean rollback);

  enum State {
    Running,
    /// It has ended, or never was.
    Over,
    /// The engine does not say.
    Unknown
  }

  final class NotStarted extends RuntimeException {
    public NotStarted(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

package io.hotswap.domain.deployment;

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

  final class NotStarted extends RuntimeException {
    public NotStarted(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

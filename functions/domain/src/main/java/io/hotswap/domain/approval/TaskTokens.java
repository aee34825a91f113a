package io.hotswap.domain.approval;

/// Resumes state machines that wait for a task token.
public interface TaskTokens {
  /// Resumes the state machine. Does nothing when it no longer waits.
  ///
  /// @param outcome the status that the approval ended with
  /// @throws NotWoken when the engine did not confirm it; the machine may have resumed nevertheless
  void succeed(String token, String outcome);

  final class NotWoken extends RuntimeException {
    public NotWoken(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

package io.hotswap.domain.approval;

/// State machines that wait, each for its token to come back.
public interface TaskTokens {
  /// Wakes the machine. One that waits no longer needs no waking: that is no fault.
  ///
  /// @param outcome what it waited for, the status an approval ended with
  /// @throws NotWoken when the engine did not confirm it; it may have woken it nevertheless
  void succeed(String token, String outcome);

  final class NotWoken extends RuntimeException {
    public NotWoken(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

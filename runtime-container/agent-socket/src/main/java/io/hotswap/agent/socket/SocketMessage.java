package io.hotswap.agent.socket;

/// One message on the socket between a plugin host and its agent. The host asks, the agent answers.
/// Never compared; the bytes have one owner after the other.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface SocketMessage {
  /// Chosen by the host; the answer has the question's.
  long id();

  /// @param question its name
  /// @param json what is asked
  record Asked(long id, String question, byte[] json) implements SocketMessage {}

  /// @param time the control plane's, in milliseconds; 0 while the agent does not know it
  /// @param json what is answered
  record Answered(long id, long time, byte[] json) implements SocketMessage {}

  /// What was asked for does not exist.
  record Absent(long id, String what) implements SocketMessage {}

  /// @param why the control plane failed, or the agent refused
  record NotAnswered(long id, String why) implements SocketMessage {}
}

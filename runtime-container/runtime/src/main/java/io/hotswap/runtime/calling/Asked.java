package io.hotswap.runtime.calling;

/// What a client asks of a plugin.
///
/// @param tenant as the verified token says
/// @param traceparent the client's; empty when it sent none
/// @param tracestate the client's; empty when it sent none
// One copy of the body is on the path of every call; nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record Asked(
    String operation,
    String tenant,
    String contentType,
    byte[] body,
    String traceparent,
    String tracestate) {
  public Asked(
      String operation, String tenant, String contentType, byte[] body, String traceparent) {
    this(operation, tenant, contentType, body, traceparent, "");
  }
}

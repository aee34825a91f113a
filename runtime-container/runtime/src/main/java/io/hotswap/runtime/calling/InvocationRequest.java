package io.hotswap.runtime.calling;

import io.hotswap.runtime.memory.Reservation;
import org.jspecify.annotations.Nullable;

/// What a client asks of a plugin.
///
/// @param tenant as the verified token says
/// @param traceparent the client's; empty when it sent none
/// @param tracestate the client's; empty when it sent none
/// @param memory that the body takes, for as long as the plugin's code has it; null where nobody
///   counts it
// One copy of the body is on the path of every call; nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record InvocationRequest(
    String operation,
    String tenant,
    String contentType,
    byte[] body,
    String traceparent,
    String tracestate,
    @Nullable Reservation memory) {
  public InvocationRequest(
      String operation, String tenant, String contentType, byte[] body, String traceparent) {
    this(operation, tenant, contentType, body, traceparent, "", null);
  }

  public InvocationRequest(
      String operation,
      String tenant,
      String contentType,
      byte[] body,
      String traceparent,
      String tracestate) {
    this(operation, tenant, contentType, body, traceparent, tracestate, null);
  }
}

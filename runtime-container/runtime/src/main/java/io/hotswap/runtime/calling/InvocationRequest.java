package io.hotswap.runtime.calling;

import io.hotswap.runtime.memory.Reservation;
import org.jspecify.annotations.Nullable;

/// A client's request to a plugin.
///
/// @param tenant of the verified token
/// @param traceparent the client's; empty when it sent none
/// @param tracestate the client's; empty when it sent none
/// @param memory reservation of the body's bytes, held until the plugin's code ends; null where
///   bodies are not counted
// The array is not copied, since it is on the path of every call; requests are never compared.
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

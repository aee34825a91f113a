package io.hotswap.runtime.calling;

import io.hotswap.runtime.memory.Reservation;
import io.hotswap.runtime.plugin.CallChain;
import org.jspecify.annotations.Nullable;

/// A request to a plugin, of a client or of another plugin.
///
/// @param tenant of the verified token
/// @param traceparent the client's; empty when it sent none
/// @param tracestate the client's; empty when it sent none
/// @param memory reservation of the body's bytes, held until the plugin's code ends; null where
///   bodies are not counted
/// @param caller the plugin that makes the call, and those that wait for that; null for a client's
// The array is not copied, since it is on the path of every call; requests are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record InvocationRequest(
    String operation,
    String tenant,
    String contentType,
    byte[] body,
    String traceparent,
    String tracestate,
    @Nullable Reservation memory,
    @Nullable CallChain caller) {
  public InvocationRequest(
      String operation, String tenant, String contentType, byte[] body, String traceparent) {
    this(operation, tenant, contentType, body, traceparent, "", null, null);
  }

  public InvocationRequest(
      String operation,
      String tenant,
      String contentType,
      byte[] body,
      String traceparent,
      String tracestate) {
    this(operation, tenant, contentType, body, traceparent, tracestate, null, null);
  }

  public InvocationRequest(
      String operation,
      String tenant,
      String contentType,
      byte[] body,
      String traceparent,
      String tracestate,
      @Nullable Reservation memory) {
    this(operation, tenant, contentType, body, traceparent, tracestate, memory, null);
  }
}

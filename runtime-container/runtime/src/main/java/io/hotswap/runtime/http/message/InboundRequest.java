package io.hotswap.runtime.http.message;

import io.hotswap.runtime.memory.Reservation;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/// A request: its head, or all of it.
///
/// @param path still encoded, without the query
/// @param query what follows the `?`; empty for none
/// @param body empty while only the head has arrived; without content coding
/// @param memory the reservation for the body, retained by whoever keeps the body after the answer;
///   null without a body
// The path of a call copies the body once; these are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record InboundRequest(
    String method,
    String path,
    String query,
    HttpHeaders headers,
    byte[] body,
    @Nullable Reservation memory) {
  private static final byte[] NOTHING = new byte[0];

  public static InboundRequest head(String method, String path, String query, HttpHeaders headers) {
    return new InboundRequest(method, path, query, headers, NOTHING, null);
  }

  public InboundRequest with(byte[] body, Reservation memory) {
    return new InboundRequest(method, path, query, headers, body, memory);
  }

  /// The header's first value, empty when it is missing. Headers that may occur only once were
  /// checked.
  public String header(AsciiString name) {
    var value = headers.get(name);
    return value == null ? "" : value;
  }

  /// The client's trace, empty for none. Two headers count as none: neither is certainly right.
  public String traceparent() {
    var values = headers.valueStringIterator(ResponseHeader.TRACEPARENT);
    if (!values.hasNext()) {
      return "";
    }
    var one = values.next();
    return values.hasNext() ? "" : one;
  }

  /// One list, as W3C defines it, if it came in several headers.
  public String tracestate() {
    var values = headers.valueStringIterator(ResponseHeader.TRACESTATE);
    if (!values.hasNext()) {
      return "";
    }
    var one = values.next();
    return values.hasNext() ? String.join(",", headers.getAll(ResponseHeader.TRACESTATE)) : one;
  }

  /// HEAD is served as GET; the connection drops the body.
  public boolean isGet() {
    return method.equals("GET") || isHead();
  }

  public boolean isHead() {
    return method.equals("HEAD");
  }
}

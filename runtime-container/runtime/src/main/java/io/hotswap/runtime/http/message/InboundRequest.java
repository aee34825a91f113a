package io.hotswap.runtime.http.message;

import io.hotswap.runtime.memory.Reservation;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/// A request: its head, or all of it.
///
/// @param path as it came, without the query
/// @param query what follows the `?`; empty when nothing does
/// @param body empty as long as only the head is here; never coded
/// @param memory that the body takes; retained by whoever keeps the body after the answer. Null
///   where there is no body
// One copy of the body is on the path of every call; nobody compares these.
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

  /// The header's first value, empty when it is missing. Those that may come once only were
  /// checked.
  public String header(AsciiString name) {
    var value = headers.get(name);
    return value == null ? "" : value;
  }

  /// The client's trace, empty when it sent none. Two are none: nobody can say which one is right.
  public String traceparent() {
    var values = headers.valueStringIterator(ResponseHeader.TRACEPARENT);
    if (!values.hasNext()) {
      return "";
    }
    var one = values.next();
    return values.hasNext() ? "" : one;
  }

  /// One list, as W3C has it, where it came in several lines.
  public String tracestate() {
    var values = headers.valueStringIterator(ResponseHeader.TRACESTATE);
    if (!values.hasNext()) {
      return "";
    }
    var one = values.next();
    return values.hasNext() ? String.join(",", headers.getAll(ResponseHeader.TRACESTATE)) : one;
  }

  /// HEAD is GET, whose body the connection keeps to itself.
  public boolean isGet() {
    return method.equals("GET") || isHead();
  }

  public boolean isHead() {
    return method.equals("HEAD");
  }
}

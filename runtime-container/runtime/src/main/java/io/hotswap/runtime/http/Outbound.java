package io.hotswap.runtime.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// An answer on its way out.
// One array from the plugin to the socket; nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
record Outbound(int status, String contentType, byte[] body, List<Header> headers) {
  Outbound {
    headers = List.copyOf(headers);
  }

  static Outbound text(int status, String text) {
    return new Outbound(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  Outbound with(Header... headers) {
    return new Outbound(status, contentType, body, List.of(headers));
  }

  static Outbound json(int status, String json) {
    return new Outbound(
        status, "application/json", json.getBytes(StandardCharsets.UTF_8), List.of());
  }
}

package io.hotswap.runtime.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// An answer on its way out.
// One array from the plugin to the socket; nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
record Outbound(int status, String contentType, byte[] body, Map<String, String> headers) {
  Outbound {
    headers = Map.copyOf(headers);
  }

  static Outbound text(int status, String text) {
    return new Outbound(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Outbound with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Outbound(status, contentType, body, more);
  }

  static Outbound json(int status, String json) {
    return new Outbound(
        status, "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
  }
}

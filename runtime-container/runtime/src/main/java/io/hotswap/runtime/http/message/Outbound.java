package io.hotswap.runtime.http.message;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// An answer on its way out.
// One array from the plugin to the socket; nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record Outbound(int status, String contentType, byte[] body, List<Header> headers) {
  public Outbound {
    headers = List.copyOf(headers);
  }

  public static Outbound text(int status, String text) {
    return new Outbound(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  public Outbound with(Header... headers) {
    return new Outbound(status, contentType, body, List.of(headers));
  }

  /// A success that has nothing to say but its headers.
  public static Outbound empty(Header... headers) {
    return new Outbound(204, "", new byte[0], List.of(headers));
  }

  public static Outbound json(int status, String json) {
    return new Outbound(
        status, "application/json", json.getBytes(StandardCharsets.UTF_8), List.of());
  }
}

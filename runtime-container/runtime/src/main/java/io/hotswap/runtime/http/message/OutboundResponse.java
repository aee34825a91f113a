package io.hotswap.runtime.http.message;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A response.
// One array from the plugin to the socket; these are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record OutboundResponse(
    int status, String contentType, byte[] body, List<ResponseHeader> headers) {
  public OutboundResponse {
    headers = List.copyOf(headers);
  }

  public static OutboundResponse text(int status, String text) {
    return new OutboundResponse(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  public OutboundResponse with(ResponseHeader... headers) {
    return new OutboundResponse(status, contentType, body, List.of(headers));
  }

  /// A success without a body.
  public static OutboundResponse empty(ResponseHeader... headers) {
    return new OutboundResponse(204, "", new byte[0], List.of(headers));
  }

  public static OutboundResponse json(int status, String json) {
    return new OutboundResponse(
        status, "application/json", json.getBytes(StandardCharsets.UTF_8), List.of());
  }
}

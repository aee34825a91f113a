package io.hotswap.spi;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A plugin's answer to a [Call].
///
/// @param contentType media type of the body, sent as it is; at most 200 characters, none of them a
///   control character
/// @param body the bytes, not copied: leave them alone once returned
// The array is on the path of every call; a copy or a wrapper would cost more than the comparison
// it buys.
@SuppressWarnings("ArrayRecordComponent")
public record Reply(String contentType, byte[] body) {
  public Reply {
    Objects.requireNonNull(body, "body");
    if (contentType.isBlank()) {
      throw new IllegalArgumentException("contentType is blank: name the media type of the body");
    }
  }

  /// `application/json`; the text has to be JSON already.
  public static Reply json(String json) {
    return text("application/json", json);
  }

  /// `text/plain; charset=utf-8`.
  public static Reply text(String text) {
    return text("text/plain; charset=utf-8", text);
  }

  /// Text of any type, encoded as UTF-8.
  public static Reply text(String contentType, String text) {
    return new Reply(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes of any type.
  public static Reply bytes(String contentType, byte[] body) {
    return new Reply(contentType, body);
  }
}

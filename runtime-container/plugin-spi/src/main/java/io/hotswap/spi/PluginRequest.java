package io.hotswap.spi;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// What one plugin asks of another: see [PluginContext#call].
///
/// @param plugin the other plugin's name; the manifest has to list it under `permissions.calls`
/// @param operation one of the other plugin's
/// @param contentType media type of the body, at most 200 characters
/// @param body at most 6 MiB, not copied: leave it alone until the reply is there
// As in Reply: the array is not copied.
@SuppressWarnings("ArrayRecordComponent")
public record PluginRequest(String plugin, String operation, String contentType, byte[] body) {
  private static final int LONGEST_TYPE = 200;

  public PluginRequest {
    Objects.requireNonNull(plugin, "plugin");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(body, "body");
    if (contentType.isBlank() || contentType.length() > LONGEST_TYPE) {
      throw new IllegalArgumentException(
          "contentType has to name the media type of the body, in at most 200 characters");
    }
  }

  /// `application/json`; the text has to be JSON already.
  public static PluginRequest json(String plugin, String operation, String json) {
    return text(plugin, operation, "application/json", json);
  }

  /// Text of any type, encoded as UTF-8.
  public static PluginRequest text(
      String plugin, String operation, String contentType, String text) {
    return new PluginRequest(plugin, operation, contentType, text.getBytes(StandardCharsets.UTF_8));
  }
}

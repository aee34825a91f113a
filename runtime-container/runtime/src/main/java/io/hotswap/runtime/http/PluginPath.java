package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

/// `/api/v1/plugins/{plugin}/{what}`, still encoded.
record PluginPath(String plugin, String what) {
  private static final String PLUGINS = "/api/v1/plugins/";
  private static final String INVOKE = "invoke/";

  // Without splitting, which would create a text for every segment of every call.
  static @Nullable PluginPath of(String path) {
    int end = path.startsWith(PLUGINS) ? path.indexOf('/', PLUGINS.length()) : -1;
    return end > PLUGINS.length()
        ? new PluginPath(path.substring(PLUGINS.length(), end), path.substring(end + 1))
        : null;
  }

  boolean isInvocation() {
    return what.startsWith(INVOKE)
        && what.length() > INVOKE.length()
        && what.indexOf('/', INVOKE.length()) < 0;
  }

  String operation() {
    return what.substring(INVOKE.length());
  }

  boolean isExplanation() {
    return what.equals("route");
  }

  /// Decodes a path segment or the value of a query.
  ///
  /// @param pointer where it stands, for the refusal
  static Result<String> decoded(String part, String pointer) {
    if (part.indexOf('%') < 0) {
      return Result.done(part);
    }
    try {
      var text = QueryStringDecoder.decodeComponent(part.replace("+", "%2B"));
      if (text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD')) {
        return Result.done(text);
      }
    } catch (IllegalArgumentException notEncoded) {
      return wrong(pointer);
    }
    return wrong(pointer);
  }

  private static Result<String> wrong(String pointer) {
    return Result.refused(
        Refusal.of(
            ErrorCode.INVALID_PARAMETER,
            "The address has a % that encodes no character, or one that cannot be printed.",
            pointer,
            "text in UTF-8, percent-encoded, without control characters",
            "Encode the value as RFC 3986 has it."));
  }
}

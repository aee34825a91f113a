package io.hotswap.notifications;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The stage's name and the address of its API: turns the API paths in a message into links.
///
/// @param api base URL of the API's paths; empty when unknown, and paths are left as they are
record StageAddress(String stage, String api) {
  private static final Pattern PATH = Pattern.compile("(?<![\\w/.:-])/api/v1/");

  static StageAddress from(Map<String, String> environment) {
    var api = environment.getOrDefault("HOTSWAP_API_ROOT", "").strip();
    if (!api.isEmpty() && !api.matches("https?://\\S+[^/\\s]")) {
      throw new IllegalArgumentException(
          "HOTSWAP_API_ROOT must be a URL without a slash at its end, not: " + api);
    }
    return new StageAddress(environment.getOrDefault("HOTSWAP_STAGE", ""), api);
  }

  /// The text with links in the place of API paths.
  String linked(String text) {
    return api.isEmpty()
        ? text
        : PATH.matcher(text).replaceAll(Matcher.quoteReplacement(api) + "$0");
  }
}

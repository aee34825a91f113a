package io.hotswap.notifications;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which stage writes, and where its API is: readers of a mail can follow an address, not a path.
///
/// @param api URL that paths of the API are under; empty: nobody said, and paths stay paths
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

  /// The text with addresses where the API's paths stood.
  String linked(String text) {
    return api.isEmpty()
        ? text
        : PATH.matcher(text).replaceAll(Matcher.quoteReplacement(api) + "$0");
  }
}

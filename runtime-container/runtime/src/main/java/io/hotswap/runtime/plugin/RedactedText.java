package io.hotswap.runtime.plugin;

import java.util.List;
import java.util.regex.Pattern;

/// An exception's message for readers who may not see what tenants send: without the words of the
/// call's body, and without what looks like a secret, a personal number or an address.
public final class RedactedText {
  static final String REDACTED = "•••";
  private static final int MOST = 300;
  // Searching larger bodies for every failure would take too long.
  private static final int LARGEST_BODY = 256 * 1024;
  private static final List<Pattern> SENSITIVE =
      List.of(
          Pattern.compile(
              "(?i)(?<=\\b(?:password|passwd|pwd|secret|token|api[-_ ]?key|authorization|bearer)\\b"
                  + "[\"' ]{0,2}[:= ]{1,3}[\"']?)(?!bearer\\b)[^\\s\"',;]+"),
          Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+){1,60}"),
          Pattern.compile("(?<=://)[^/\\s@]+@"),
          Pattern.compile("(?<=\\?)[^\\s\"']+=[^\\s\"']+"),
          Pattern.compile("(?=[\\w+/=-]*\\d)[\\w+/=-]{20,}"),
          Pattern.compile("\\d(?:[ -]?\\d){5,200}"));

  private RedactedText() {}

  /// @param tenant whose call it was
  public static String of(String message, String tenant, byte[] body) {
    if (body.length > LARGEST_BODY) {
      return "left out: the call's body is too large to compare the message with it";
    }
    return SentWords.of(body)
        .map(it -> redacted(message, tenant, it))
        .orElse("left out: the call's body is no text to compare the message with");
  }

  private static String redacted(String message, String tenant, SentWords sent) {
    var text = message;
    for (var sensitive : SENSITIVE) {
      text = sensitive.matcher(text).replaceAll(REDACTED);
    }
    if (!tenant.isEmpty()) {
      text =
          Pattern.compile(Pattern.quote(tenant), Pattern.CASE_INSENSITIVE)
              .matcher(text)
              .replaceAll(REDACTED);
    }
    text = sent.redacted(text, REDACTED);
    return text.length() <= MOST ? text : PluginText.NAME.of(text);
  }
}

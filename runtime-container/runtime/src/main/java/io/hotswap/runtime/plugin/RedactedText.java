package io.hotswap.runtime.plugin;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What an exception says, for people who may not see what tenants send: without the words that
/// came with the call, and without what looks like a secret, a number of somebody's or an address.
public final class RedactedText {
  static final String REDACTED = "•••";
  private static final int MOST = 300;
  // To look through more for every failure would take too long.
  private static final int LARGEST_BODY = 256 * 1024;
  private static final int SHORTEST_WORD = 4;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  // A field's name is the plugin's own word, not the caller's.
  private static final Pattern BODY_WORD = Pattern.compile("([\\p{L}\\p{N}]+)(\"\\s*:)?");
  private static final List<Pattern> SENSITIVE =
      List.of(
          Pattern.compile(
              "(?i)(?<=\\b(?:password|passwd|pwd|secret|token|api[-_ ]?key|authorization|bearer)\\b"
                  + "[\"' ]{0,2}[:= ]{1,3}[\"']?)(?!bearer\\b)[^\\s\"',;]+"),
          Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"),
          Pattern.compile("(?<=://)[^/\\s@]+@"),
          Pattern.compile("(?<=\\?)[^\\s\"']+=[^\\s\"']+"),
          Pattern.compile("(?=[\\w+/=-]*\\d)[\\w+/=-]{20,}"),
          Pattern.compile("\\d(?:[ -]?\\d){5,}"));

  private RedactedText() {}

  /// @param tenant whose call it was
  public static String of(String message, String tenant, byte[] body) {
    if (body.length > LARGEST_BODY) {
      return "left out: the call's body is too large to tell what of it is in the message";
    }
    var text = message;
    for (var sensitive : SENSITIVE) {
      text = sensitive.matcher(text).replaceAll(REDACTED);
    }
    if (!tenant.isEmpty()) {
      text = text.replace(tenant, REDACTED);
    }
    var sent = sent(body);
    text = WORD.matcher(text).replaceAll(it -> sent.contains(it.group()) ? REDACTED : it.group());
    return text.length() <= MOST ? text : PluginText.NAME.of(text);
  }

  private static Set<String> sent(byte[] body) {
    Set<String> words = new HashSet<>();
    var found = BODY_WORD.matcher(new String(body, StandardCharsets.UTF_8));
    while (found.find()) {
      var word = found.group(1);
      if (found.group(2) == null && isTelling(word)) {
        words.add(word);
      }
    }
    return words;
  }

  private static boolean isTelling(String word) {
    return word.length() >= SHORTEST_WORD
        || (word.length() > 1 && word.chars().anyMatch(Character::isDigit));
  }
}

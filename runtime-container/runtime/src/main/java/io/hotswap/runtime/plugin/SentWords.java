package io.hotswap.runtime.plugin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a call's body, as they are and without escapes, whatever their case.
record SentWords(Set<String> words) {
  // JSON may be in a form, and JSON in that.
  private static final int MOST_ROUNDS = 3;
  // Of some languages every character is a word.
  private static final String ONE = "\\p{IsIdeographic}|[\\p{L}\\p{N}\\p{M}&&\\P{IsIdeographic}]+";
  private static final Pattern WORD = Pattern.compile(ONE);
  // Java matches what a group repeats by recursion: each has a limit, or a long text ends the
  // stack.
  private static final Pattern PIECE =
      Pattern.compile("(?:" + EscapedText.LETTERS + "|[\\p{L}\\p{N}\\p{M}]++){1,100}");
  // The name of a field is the plugin's own word, not the caller's; what is no name of a field may
  // be a key of a map by customers.
  private static final Pattern BODY_WORD =
      Pattern.compile("(?<name>\"[a-z][A-Za-z]*(?:[_-][a-z]+){0,60}\"\\s*:)|" + ONE);
  private static final Pattern NOT_TEXT = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r\\f]]");

  /// @return empty when the body is no text that could be compared
  static Optional<SentWords> of(byte[] body) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
    if (NOT_TEXT.matcher(text).find()) {
      return Optional.empty();
    }
    Set<String> words = new HashSet<>();
    var before = "";
    for (int i = 0; i <= MOST_ROUNDS && !text.equals(before); i++) {
      collect(text, words);
      before = text;
      text = EscapedText.undone(text);
    }
    return Optional.of(new SentWords(words));
  }

  private static void collect(String text, Set<String> words) {
    var found = BODY_WORD.matcher(composed(text));
    while (found.find()) {
      if (found.group("name") == null && isTelling(found.group())) {
        words.add(folded(found.group()));
      }
    }
  }

  // A letter or a digit says nothing of anybody.
  private static boolean isTelling(String word) {
    return word.length() > 1 || Character.isIdeographic(word.codePointAt(0));
  }

  String redacted(String text, String instead) {
    return PIECE
        .matcher(composed(text))
        .replaceAll(
            it ->
                hasAny(it.group()) || hasAny(EscapedText.undone(it.group()))
                    ? instead
                    : Matcher.quoteReplacement(it.group()));
  }

  private boolean hasAny(String text) {
    return WORD.matcher(composed(text)).results().anyMatch(it -> has(it.group()));
  }

  private boolean has(String word) {
    return words.contains(folded(word));
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static String folded(String word) {
    return word.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}

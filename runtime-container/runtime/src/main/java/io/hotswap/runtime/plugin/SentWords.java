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

/// The words of a call's body, case-folded, as they are and without escapes.
record SentWords(Set<String> words) {
  // Escapes may be nested: JSON in a form, and JSON in that.
  private static final int MOST_ROUNDS = 3;
  // In some scripts every character is a word.
  private static final String ONE = "\\p{IsIdeographic}|[\\p{L}\\p{N}\\p{M}&&\\P{IsIdeographic}]+";
  private static final Pattern WORD = Pattern.compile(ONE);
  // Java matches what a group repeats by recursion: each has a limit, or a long text ends the
  // stack.
  private static final Pattern PIECE =
      Pattern.compile("(?:" + EscapedText.LETTERS + "|[\\p{L}\\p{N}\\p{M}]++){1,100}");
  // A field's name is the plugin's own word, not the caller's. What does not look like one may be a
  // key of a map by customers.
  private static final Pattern BODY_WORD =
      Pattern.compile("(?<name>\"[a-z][A-Za-z]*(?:[_-][a-z]+){0,60}\"\\s*:)|" + ONE);
  private static final Pattern NOT_TEXT = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r\\f]]");

  /// @return empty when the body is no UTF-8 text
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
      text = EscapedText.unescaped(text);
    }
    return Optional.of(new SentWords(words));
  }

  private static void collect(String text, Set<String> words) {
    var found = BODY_WORD.matcher(composed(text));
    while (found.find()) {
      if (found.group("name") == null && isIdentifying(found.group())) {
        words.add(folded(found.group()));
      }
    }
  }

  // A single letter or digit identifies nobody.
  private static boolean isIdentifying(String word) {
    return word.length() > 1 || Character.isIdeographic(word.codePointAt(0));
  }

  String redacted(String text, String instead) {
    return PIECE
        .matcher(composed(text))
        .replaceAll(
            it ->
                hasAny(it.group()) || hasAny(EscapedText.unescaped(it.group()))
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

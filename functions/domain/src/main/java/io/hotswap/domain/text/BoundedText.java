package io.hotswap.domain.text;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/// Truncates texts from people, plugins and nodes, so that no stored item exceeds DynamoDB's limit
/// of 400 KB: a deployment that cannot be written can neither continue nor be rolled back.
public final class BoundedText {
  /// Bytes of a sentence: room for a reason of 1,000 characters of any width and a name.
  public static final int SENTENCE = 5_000;

  /// Bytes of a name.
  public static final int NAME = 600;

  private static final String CUT = "…";
  private static final int NAMES = 8;

  private BoundedText() {}

  /// @param most in bytes of UTF-8, the mark of a cut included
  public static String of(String text, int most) {
    if (text.length() * 3L <= most || bytes(text) <= most) {
      return text;
    }
    int room = most - bytes(CUT);
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      room -= width(character);
      if (room < 0) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end) + CUT;
  }

  public static String sentence(String text) {
    return of(text, SENTENCE);
  }

  public static String name(String text) {
    return of(text, NAME);
  }

  /// The first names in alphabetical order, and the number of the others.
  public static String names(Collection<String> names) {
    var summary =
        names.stream()
            .sorted()
            .limit(NAMES)
            .map(it -> of(it, 100))
            .collect(Collectors.joining(", "));
    return names.size() > NAMES
        ? "%s and %d more".formatted(summary, names.size() - NAMES)
        : summary;
  }

  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int width(int character) {
    if (character < 0x80) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return character < 0x10000 ? 3 : 4;
  }
}

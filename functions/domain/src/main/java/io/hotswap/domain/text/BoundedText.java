package io.hotswap.domain.text;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/// Texts that people, plugins and nodes write, cut to what an item has room for: one item holds 400
/// KB, and whoever cannot write it any more can neither go on nor back.
public final class BoundedText {
  /// For what somebody says: a reason of 1,000 characters, however many bytes each takes, and who.
  public static final int SENTENCE = 5_000;

  /// For what somebody or something is called.
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

  /// The first of many names in order, and how many there are besides.
  public static String names(Collection<String> names) {
    var told =
        names.stream()
            .sorted()
            .limit(NAMES)
            .map(it -> of(it, 100))
            .collect(Collectors.joining(", "));
    return names.size() > NAMES ? "%s and %d more".formatted(told, names.size() - NAMES) : told;
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

package io.hotswap.runtime.plugin;

import org.jspecify.annotations.Nullable;

/// The kinds of text from plugin code, with the length that is kept of each. The result has at most
/// that many characters, ends between two code points, and has nothing that JSON, UTF-8 or a queue
/// would refuse: lone surrogates, noncharacters and control characters are replaced.
public enum PluginText {
  /// Names, pointers, media types, and quotations of a reply.
  NAME(200, false),
  /// Why something failed or is unhealthy.
  SENTENCE(500, false),
  /// Messages for a client's developer, and messages of exceptions.
  MESSAGE(2_000, false),
  /// A line of the log, logged or printed.
  LINE(8_192, true),
  STACK_TRACE(16_384, true);

  private static final int REPLACEMENT = 0xFFFD;
  private static final int NONCHARACTERS = 0xFFFE;

  private final int most;
  private final boolean manyLines;

  PluginText(int most, boolean manyLines) {
    this.most = most;
    this.manyLines = manyLines;
  }

  /// The limit in characters.
  public int most() {
    return most;
  }

  /// Returns the empty text for null.
  public String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return isFit(text) ? text : fitted(text);
  }

  private boolean isFit(String text) {
    if (text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (Character.isSurrogate(next) || shown(next) != next) {
        return false;
      }
    }
    return true;
  }

  private String fitted(String text) {
    var more = text.length() <= most ? "" : " … (" + text.length() + " characters)";
    int room = most - more.length();
    var fitted = new StringBuilder(Math.min(text.length(), most));
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      int shown = shown(point);
      if (fitted.length() + Character.charCount(shown) > room) {
        break;
      }
      fitted.appendCodePoint(shown);
    }
    return fitted.append(more).toString();
  }

  private int shown(int point) {
    return switch (point) {
      case '\n', '\t' -> manyLines ? point : ' ';
      case '\r', '\f', 0x0B, 0x85, 0x2028, 0x2029 -> ' ';
      default -> isRefusedSomewhere(point) ? REPLACEMENT : point;
    };
  }

  private static boolean isRefusedSomewhere(int point) {
    return Character.isISOControl(point)
        || (point & NONCHARACTERS) == NONCHARACTERS
        || (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point));
  }
}

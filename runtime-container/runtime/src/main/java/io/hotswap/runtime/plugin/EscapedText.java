package io.hotswap.runtime.plugin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text with the escapes of JSON, forms or XML.
final class EscapedText {
  /// A pattern for one escape that encodes letters.
  static final String LETTERS =
      "\\\\u+[0-9a-fA-F]{4}|(?:%[0-9a-fA-F]{2})+|&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});";

  private static final Pattern ESCAPE = Pattern.compile(LETTERS + "|\\\\[^u]");

  private EscapedText() {}

  /// Removes one level of escapes: what was escaped twice is still escaped.
  static String unescaped(String text) {
    return text.indexOf('\\') < 0 && text.indexOf('%') < 0 && text.indexOf('&') < 0
        ? text
        : ESCAPE.matcher(text).replaceAll(it -> Matcher.quoteReplacement(unescaped(it)));
  }

  private static String unescaped(MatchResult escape) {
    var it = escape.group();
    return switch (it.charAt(0)) {
      case '%' -> bytes(it);
      case '&' -> number(it.substring(2, it.length() - 1));
      default ->
          it.length() > 2
              ? "" + (char) HexFormat.fromHexDigits(it, it.length() - 4, it.length())
              : control(it.substring(1));
    };
  }

  private static String bytes(String coded) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 1; i < coded.length(); i += 3) {
      bytes.write(HexFormat.fromHexDigits(coded, i, i + 2));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String number(String digits) {
    int codePoint =
        digits.charAt(0) == 'x'
            ? Integer.parseInt(digits, 1, digits.length(), 16)
            : Integer.parseInt(digits);
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : " ";
  }

  private static String control(String letter) {
    return "nrtbf".contains(letter) ? " " : letter;
  }
}

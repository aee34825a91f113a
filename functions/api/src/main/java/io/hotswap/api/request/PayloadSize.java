package io.hotswap.api.request;

/// What Lambda takes of a function: 6 MB of JSON, in which an answer's body is one string. The
/// gateway makes a 502 of more.
public final class PayloadSize {
  private static final long LARGEST = 6_291_456;
  private static final long HEADERS = 32_768;

  private PayloadSize() {}

  public static boolean fits(String body) {
    return bytes(body) <= LARGEST - HEADERS;
  }

  /// Of a text as a JSON string.
  static long bytes(String text) {
    return text.chars().mapToLong(PayloadSize::bytes).sum();
  }

  private static int bytes(int character) {
    if (character == '"' || character == '\\' || character == '\n') {
      return 2;
    }
    if (character < ' ') {
      return 6;
    }
    if (character < 0x80) {
      return 1;
    }
    // A half of a pair is two of the pair's four bytes.
    return character < 0x800 || Character.isSurrogate((char) character) ? 2 : 3;
  }
}

package io.hotswap.api.request;

/// Lambda's limit for a response: 6 MB of JSON, in which the body is one string. The gateway
/// answers 502 for more.
public final class PayloadSize {
  private static final long LARGEST = 6_291_456;
  private static final long HEADERS = 32_768;

  private PayloadSize() {}

  public static boolean fits(String body) {
    return bytes(body) <= LARGEST - HEADERS;
  }

  /// Size of a text as a JSON string.
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
    // A surrogate counts for two of its pair's four bytes.
    return character < 0x800 || Character.isSurrogate((char) character) ? 2 : 3;
  }
}

package io.hotswap.domain.plugin;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// SHA-256 over a whole binary: its identity and its place in the store.
///
/// @param hex 64 lower-case hexadecimal digits
public record Digest(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "A digest is 64 lower-case hexadecimal digits, not: " + hex);
    }
  }

  public static Digest of(byte[] sha256) {
    return new Digest(HexFormat.of().formatHex(sha256));
  }

  /// Reads `sha256:<hex>`.
  public static Digest parse(String text) {
    return new Digest(text.startsWith("sha256:") ? text.substring(7) : text);
  }

  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}

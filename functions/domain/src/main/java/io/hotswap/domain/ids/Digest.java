package io.hotswap.domain.ids;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over all bytes of a binary or a document: its identity and its key in the store.
///
/// @param hex 64 lower-case hexadecimal digits
public record Digest(String hex) {
  private static final int LENGTH = 64;
  private static final int CHUNK = 64 * 1024;

  // Cloned for each use: looking it up takes as long as hashing a small jar.
  private static final MessageDigest SHA_256 = newSha256();

  public Digest {
    if (!isDigest(hex)) {
      throw new IllegalArgumentException(
          "A digest is 64 lower-case hexadecimal digits, not: " + hex);
    }
  }

  // A regular expression would be slower than hashing a small binary.
  private static boolean isDigest(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      char digit = hex.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return hex.length() == LENGTH;
  }

  /// @param sha256 the 32 bytes
  public static Digest of(byte[] sha256) {
    return new Digest(HexFormat.of().formatHex(sha256));
  }

  /// Over the text's bytes in UTF-8.
  public static Digest over(String text) {
    return of(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Over all bytes up to the end of the stream.
  public static Digest over(InputStream in) throws IOException {
    var sha256 = sha256();
    var chunk = new byte[CHUNK];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      sha256.update(chunk, 0, read);
    }
    return of(sha256.digest());
  }

  /// A computation over bytes that come in parts.
  public static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
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

package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Digests of files and bytes, by SHA-256 unless another algorithm is said.
public final class Hashing {
  private Hashing() {}

  static Digest of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Digest.over(in);
    }
  }

  public static Digest of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  static String hex(String algorithm, ByteBuffer bytes) throws IOException {
    try {
      var digest = MessageDigest.getInstance(algorithm);
      digest.update(bytes);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("No digest can be computed by " + algorithm, e);
    }
  }

  static Digest of(ByteBuffer bytes) {
    var sha256 = Digest.sha256();
    sha256.update(bytes);
    return Digest.of(sha256.digest());
  }
}

package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// SHA-256 digests of files and bytes.
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

  static Digest of(ByteBuffer bytes) {
    var sha256 = Digest.sha256();
    sha256.update(bytes);
    return Digest.of(sha256.digest());
  }
}

package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 digests of files and bytes.
public final class Hashing {
  private static final int CHUNK = 64 * 1024;

  // Cloned for each digest: looking it up takes as long as hashing a small jar.
  private static final MessageDigest SHA_256 = newSha256();

  private Hashing() {}

  static Digest of(Path file) throws IOException {
    var sha256 = sha256();
    try (var in = Files.newInputStream(file)) {
      drain(in, sha256);
    }
    return Digest.of(sha256.digest());
  }

  public static Digest of(byte[] bytes) {
    return Digest.of(sha256().digest(bytes));
  }

  static Digest of(ByteBuffer bytes) {
    var sha256 = sha256();
    sha256.update(bytes);
    return Digest.of(sha256.digest());
  }

  static Digest of(InputStream in) throws IOException {
    var sha256 = sha256();
    drain(in, sha256);
    return Digest.of(sha256.digest());
  }

  private static void drain(InputStream in, MessageDigest sha256) throws IOException {
    var chunk = new byte[CHUNK];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      sha256.update(chunk, 0, read);
    }
  }

  private static MessageDigest sha256() {
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
}

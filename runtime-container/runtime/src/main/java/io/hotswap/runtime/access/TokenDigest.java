package io.hotswap.runtime.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of an `Authorization` header: finds what is known of its token, and is no token.
record TokenDigest(long first, long second, long third, long fourth) {
  static TokenDigest of(String authorization) {
    var digest = ByteBuffer.wrap(sha256().digest(authorization.getBytes(StandardCharsets.UTF_8)));
    return new TokenDigest(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

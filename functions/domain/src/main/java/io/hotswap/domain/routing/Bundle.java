package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The code and the configuration that answer a call; the hash is in every answer, trace and audit
/// record.
public record Bundle(Digest code, long configuration) {
  /// 16 hexadecimal digits of SHA-256 over `<code digest>:<configuration version>`.
  public String hash() {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      var bytes = (code.hex() + ":" + configuration).getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(sha256.digest(bytes), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

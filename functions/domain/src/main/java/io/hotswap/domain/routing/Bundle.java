package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Digest;

/// The code and the configuration that answer a call; the hash is in every answer, trace and audit
/// record.
public record Bundle(Digest code, long configuration) {
  /// 16 hexadecimal digits of SHA-256 over `<code digest>:<configuration version>`.
  public String hash() {
    return Digest.over(code.hex() + ":" + configuration).hex().substring(0, 16);
  }
}

package io.hotswap.persistence.audit;

/// Signs digests with a key that nobody can read.
public interface DigestSigner {
  /// @return a compact JWS (RFC 7515) with that payload
  String sign(String payload);
}

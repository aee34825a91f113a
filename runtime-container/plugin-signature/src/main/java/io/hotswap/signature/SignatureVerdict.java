package io.hotswap.signature;

import java.time.Instant;

/// The result of verifying a signature.
public sealed interface SignatureVerdict {
  /// @param publisher whose trust anchor the chain ends in
  /// @param signer the subject of the signer's certificate
  /// @param fingerprint the SHA-256 of the signer's certificate, in hexadecimal
  /// @param at when it was signed: the time of its timestamp, or when it was first seen
  /// @param timestamped whether a time stamping authority says so
  /// @param digest of the content, as signed
  record Verified(
      String publisher,
      String signer,
      String fingerprint,
      Instant at,
      boolean timestamped,
      ContentDigest digest)
      implements SignatureVerdict {}

  /// @param detail one sentence that names what was found
  record Refused(Flaw flaw, String detail) implements SignatureVerdict {}
}

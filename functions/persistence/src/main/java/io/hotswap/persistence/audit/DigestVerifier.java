package io.hotswap.persistence.audit;

import java.util.Optional;

/// Reads what a [DigestSigner] signed.
public interface DigestVerifier {
  /// @return empty when the signature is not of the content, or when it cannot be read
  Optional<String> payload(String signed);
}

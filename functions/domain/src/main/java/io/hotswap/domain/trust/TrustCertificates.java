package io.hotswap.domain.trust;

import io.hotswap.domain.refusal.Result;
import java.time.Instant;

/// Reads certificates.
public interface TrustCertificates {
  /// The anchor that a certificate makes, or [io.hotswap.domain.refusal.ErrorCode#INVALID_TRUST].
  ///
  /// @param pointer where the text is in the request
  /// @param now when it is added
  Result<TrustAnchor> anchor(String pointer, String certificate, Instant now);
}

package io.hotswap.domain.trust;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Verifies signatures of archives. Every refusal is
/// [io.hotswap.domain.refusal.ErrorCode#SIGNATURE_REFUSED] with a sentence of its own.
public interface ArchiveSignatures {
  /// Verifies a signature that is new.
  ///
  /// @param cms in base64
  /// @param plugin the name in the archive's manifest
  /// @param seenAt now
  Result<VersionSignature> verify(
      String cms, Path archive, String plugin, TrustDocument trust, Instant seenAt);

  /// Verifies a registered signature against what is trusted now.
  ///
  /// @return why it does not count any more
  Optional<Refusal> refusal(VersionSignature signature, String plugin, TrustDocument trust);
}

package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.domain.ids.Digest;
import java.util.List;
import java.util.Optional;

/// Signed retention digests, where nobody can change or remove them.
public interface RetentionDigests {
  /// @param signed over its bytes as they are stored, signature included
  record Signed(RetentionDigest digest, Digest signed) {}

  /// All, in the order of their numbers. One whose signature is not of its content is a fault.
  List<Signed> all();

  /// Signs and stores one.
  ///
  /// @return empty when there is one of that number
  Optional<Signed> add(RetentionDigest digest);
}

package io.hotswap.domain.tenant.secret;

import java.util.Optional;

/// Reads secrets' values: the one place where they are decrypted.
public interface SecretValues {
  /// @return empty when there is none any more: it was erased, or its data key was
  /// @throws RuntimeException when it cannot be read now; no message has a value
  Optional<String> read(SecretId id);
}

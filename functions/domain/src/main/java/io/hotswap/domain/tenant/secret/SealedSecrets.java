package io.hotswap.domain.tenant.secret;

import java.util.Optional;

/// Encrypted values, which are written with the settings that name them. Reads are consistent.
public interface SealedSecrets {
  Optional<SealedSecret> find(SecretId id);
}

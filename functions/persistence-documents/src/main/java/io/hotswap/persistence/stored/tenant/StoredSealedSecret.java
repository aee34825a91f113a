package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SecretId;

/// @param ciphertext of a value, in base64
public record StoredSealedSecret(String ciphertext) {
  public static StoredSealedSecret of(SealedSecret it) {
    return new StoredSealedSecret(it.ciphertext());
  }

  public SealedSecret toDomain(SecretId id) {
    return new SealedSecret(id, ciphertext);
  }
}

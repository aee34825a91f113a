package io.hotswap.domain.tenant.secret;

/// Encrypts values that are to be stored.
public interface SecretSealing {
  SealedSecret seal(SecretId id, String value);
}

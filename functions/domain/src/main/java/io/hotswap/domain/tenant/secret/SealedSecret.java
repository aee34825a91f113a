package io.hotswap.domain.tenant.secret;

/// A secret's value, encrypted with its tenant's data key and bound to its id.
///
/// @param ciphertext in base64
public record SealedSecret(SecretId id, String ciphertext) {}

package io.hotswap.secrets;

import com.google.crypto.tink.subtle.AesGcmJce;
import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SecretId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A tenant's data key in clear. A ciphertext is bound to its id: moved to another place, it cannot
/// be decrypted there.
final class TenantKey {
  private final AesGcmJce cipher;

  /// @param key 32 bytes
  TenantKey(byte[] key) {
    try {
      cipher = new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A data key that AES cannot use", e);
    }
  }

  SealedSecret seal(SecretId id, String value) {
    try {
      var ciphertext = cipher.encrypt(value.getBytes(StandardCharsets.UTF_8), place(id));
      return new SealedSecret(id, Base64.getEncoder().encodeToString(ciphertext));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A secret could not be encrypted", e);
    }
  }

  String open(SealedSecret sealed) {
    try {
      var ciphertext = Base64.getDecoder().decode(sealed.ciphertext());
      return new String(cipher.decrypt(ciphertext, place(sealed.id())), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "Not the ciphertext of %s, or of another data key".formatted(sealed.id()), e);
    }
  }

  /// With the length of each part: no two ids have the same text.
  private static byte[] place(SecretId id) {
    return Stream.of(
            id.tenant(),
            id.environment().name(),
            id.pluginId().toString(),
            id.field(),
            Long.toString(id.version()))
        .map(it -> it.length() + ":" + it)
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }
}

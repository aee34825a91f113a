package io.hotswap.samples.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.spi.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Shows that it was the merchant, or the acquirer: an HMAC under the key of the merchant's
/// account.
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// @param key revealed here and now: the merchant may have replaced it since the last charge
  static String of(String text, Secret key) throws GeneralSecurityException {
    return of(text, key.reveal());
  }

  /// The acquirer may not have the merchant's new key yet: the one before is good too, for as long
  /// as the merchant has said.
  static boolean isGenuine(String signature, String text, Secret key)
      throws GeneralSecurityException {
    if (isEqual(signature, of(text, key.reveal()))) {
      return true;
    }
    var previous = key.previous();
    return previous.isPresent() && isEqual(signature, of(text, previous.get()));
  }

  /// In a time that does not depend on where they differ.
  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  private static String of(String text, String key) throws GeneralSecurityException {
    var mac = Mac.getInstance(ALGORITHM);
    mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }
}

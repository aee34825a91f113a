package io.hotswap.samples.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.spi.Secret;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Shows the acquirer that it was the merchant: an HMAC under the key of the merchant's account.
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// @param key revealed here and now: the merchant may have replaced it since the last charge
  static String of(String text, Secret key) throws GeneralSecurityException {
    var mac = Mac.getInstance(ALGORITHM);
    mac.init(new SecretKeySpec(key.reveal().getBytes(UTF_8), ALGORITHM));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }
}

package io.hotswap.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.audit.DigestSigner;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/// Signs by a key that never leaves KMS (ES256).
final class KmsSigner implements DigestSigner {
  private final KmsClient kms;
  private final String key;

  /// @param key ARN
  KmsSigner(KmsClient kms, String key) {
    this.kms = kms;
    this.key = key;
  }

  @Override
  public String sign(String payload) {
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key).build();
    var input = new JWSObject(header, new Payload(payload)).getSigningInput();
    return new String(input, StandardCharsets.US_ASCII) + "." + signature(input);
  }

  // KMS takes up to 4 KB, or the hash of anything.
  private Base64URL signature(byte[] input) {
    var der =
        kms.sign(
                it ->
                    it.keyId(key)
                        .message(SdkBytes.fromByteArray(Digest.sha256().digest(input)))
                        .messageType(MessageType.DIGEST)
                        .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
            .signature()
            .asByteArray();
    try {
      int length = ECDSA.getSignatureByteArrayLength(JWSAlgorithm.ES256);
      return Base64URL.encode(ECDSA.transcodeSignatureToConcat(der, length));
    } catch (JOSEException e) {
      throw new IllegalStateException("KMS answered no ECDSA signature", e);
    }
  }
}

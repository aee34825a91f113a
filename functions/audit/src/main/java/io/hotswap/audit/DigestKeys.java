package io.hotswap.audit;

import io.hotswap.persistence.aws.Aws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import software.amazon.awssdk.services.kms.KmsClient;

/// The public key that digests are checked by.
final class DigestKeys {
  private DigestKeys() {}

  /// @param file `-----BEGIN PUBLIC KEY-----`, as KMS and OpenSSL write it
  static ECPublicKey pem(Path file) throws IOException, GeneralSecurityException {
    var text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    return key(Base64.getMimeDecoder().decode(text));
  }

  static ECPublicKey kms(String arn) throws GeneralSecurityException {
    try (var kms = KmsClient.builder().httpClient(Aws.http()).build()) {
      return kms(kms, arn);
    }
  }

  static ECPublicKey kms(KmsClient kms, String arn) throws GeneralSecurityException {
    return key(kms.getPublicKey(it -> it.keyId(arn)).publicKey().asByteArray());
  }

  private static ECPublicKey key(byte[] encoded) throws GeneralSecurityException {
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
  }
}

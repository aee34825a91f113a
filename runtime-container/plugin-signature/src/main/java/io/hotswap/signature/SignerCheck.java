package io.hotswap.signature;

import io.hotswap.signature.CmsSignature.SignerName;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ess.SigningCertificateV2;

/// Checks that the key of the certificate that a signature names made it, over this content.
final class SignerCheck {
  private static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
  private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
  private static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47";
  private static final String SHA_256 = "2.16.840.1.101.3.4.2.1";
  private static final String KEY_IDENTIFIER_EXTENSION = "2.5.29.14";

  private SignerCheck() {}

  /// @param digest of the content, as signed
  record Signer(X509Certificate certificate, ContentDigest digest) {}

  static Signer check(CmsSignature cms, SignedContent content) throws FlawFound, IOException {
    var algorithm = Algorithms.digest(cms.digestAlgorithm());
    var certificate = certificate(cms);
    Certificates.admitKey(certificate);
    var type = oid(cms.signedValue(CONTENT_TYPE, "contentType"));
    if (!type.equals(cms.contentType())) {
      throw Flaw.ContentTypeAttribute.found(type);
    }
    var signed = octets(cms.signedValue(MESSAGE_DIGEST, "messageDigest"));
    if (!Algorithms.verifies(
        cms.signatureAlgorithm(),
        cms.parameters(),
        algorithm,
        certificate.getPublicKey(),
        cms.signedAttributes().bytes(),
        cms.signature().bytes())) {
      throw Flaw.OtherKey.found(Certificates.subject(certificate));
    }
    checkNamedCertificate(cms, certificate);
    checkContent(content.digest(algorithm), signed);
    return new Signer(certificate, new ContentDigest(algorithm, Algorithms.hex(signed)));
  }

  private static void checkContent(Optional<String> actual, byte[] signed) throws FlawFound {
    if (actual.isEmpty() || !MessageDigest.isEqual(HexFormat.of().parseHex(actual.get()), signed)) {
      throw Flaw.OtherBytes.found();
    }
  }

  private static X509Certificate certificate(CmsSignature cms) throws FlawFound {
    return cms.certificates().stream()
        .filter(it -> isNamed(it, cms.signerName()))
        .findFirst()
        .orElseThrow(Flaw.SignerCertificateMissing::found);
  }

  private static boolean isNamed(X509Certificate certificate, SignerName name) {
    return switch (name) {
      case SignerName.IssuerAndSerial(var issuer, var serial) ->
          certificate.getSerialNumber().equals(serial)
              && issuer.equals(new Octets(certificate.getIssuerX500Principal().getEncoded()));
      case SignerName.KeyIdentifier(var identifier) -> {
        var extension = certificate.getExtensionValue(KEY_IDENTIFIER_EXTENSION);
        yield extension != null && isKeyIdentifier(extension, identifier);
      }
    };
  }

  // The extension's content is an octet string in an octet string.
  private static boolean isKeyIdentifier(byte[] extension, Octets identifier) {
    try {
      var inner = ASN1OctetString.getInstance(extension).getOctets();
      return identifier.equals(new Octets(ASN1OctetString.getInstance(inner).getOctets()));
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      return false;
    }
  }

  /// A signature may bind its certificate (RFC 5035); then it must be that one.
  private static void checkNamedCertificate(CmsSignature cms, X509Certificate certificate)
      throws FlawFound {
    var value = cms.optionalSignedValue(SIGNING_CERTIFICATE, "signingCertificateV2");
    if (value.isEmpty()) {
      return;
    }
    try {
      var named =
          SigningCertificateV2.getInstance(ASN1Sequence.getInstance(value.get())).getCerts()[0];
      var algorithm = named.getHashAlgorithm().getAlgorithm().getId();
      if (!algorithm.equals(SHA_256)
          || !Certificates.fingerprint(certificate).equals(Algorithms.hex(named.getCertHash()))) {
        throw Flaw.OtherCertificate.found();
      }
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      throw Flaw.OtherCertificate.found();
    }
  }

  private static String oid(byte[] der) throws FlawFound {
    try {
      return ASN1ObjectIdentifier.getInstance(der).getId();
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      throw Flaw.AttributeMissing.found("contentType");
    }
  }

  private static byte[] octets(byte[] der) throws FlawFound {
    try {
      return ASN1OctetString.getInstance(der).getOctets();
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      throw Flaw.AttributeMissing.found("messageDigest");
    }
  }
}

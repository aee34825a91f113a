package io.hotswap.signature;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableFile;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// With what an author signs archives.
///
/// @param chain the signer's certificate, then those that issued it, as far as they go with the
///   signature
public record SigningIdentity(PrivateKey key, List<X509Certificate> chain) {
  private static final Pattern CERTIFICATE = block("CERTIFICATE");
  private static final Pattern KEY = block("PRIVATE KEY");

  public SigningIdentity {
    chain = List.copyOf(chain);
  }

  /// @param certificates in PEM, the signer's first
  /// @param key PKCS #8 in PEM, not encrypted
  /// @throws IllegalArgumentException when something else is in there
  public static SigningIdentity of(String certificates, String key) {
    List<X509Certificate> chain = new ArrayList<>();
    for (var der : blocks(CERTIFICATE, certificates)) {
      try {
        chain.add(Certificates.ofDer(der));
      } catch (CertificateException e) {
        throw new IllegalArgumentException("the certificate cannot be read: " + e.getMessage(), e);
      }
    }
    if (chain.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no certificate in PEM (-----BEGIN CERTIFICATE-----)");
    }
    var keys = blocks(KEY, key);
    if (keys.size() != 1) {
      throw new IllegalArgumentException(
          "there is no single key in PEM (-----BEGIN PRIVATE KEY-----); convert yours with `openssl"
              + " pkcs8 -topk8 -nocrypt`");
    }
    return new SigningIdentity(key(keys.getFirst(), chain.getFirst()), chain);
  }

  /// A detached signature in DER.
  ///
  /// @throws IllegalArgumentException when no registry would take it, whomever it trusts
  public byte[] sign(Path archive) throws IOException {
    try {
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .build(new JcaContentSignerBuilder(algorithm()).build(key), chain.getFirst()));
      generator.addCertificates(new JcaCertStore(chain));
      var signed = generator.generate(new CMSProcessableFile(archive.toFile()), false);
      return checked(signed.toASN1Structure().getEncoded("DER"), archive);
    } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalArgumentException("the archive cannot be signed with this key", e);
    }
  }

  private byte[] checked(byte[] signature, Path archive) throws IOException {
    try {
      SignerCheck.check(CmsSignature.of(signature), SignedContent.of(archive));
      return signature;
    } catch (FlawFound e) {
      throw new IllegalArgumentException(e.detail() + " " + e.flaw().fix(), e);
    }
  }

  private String algorithm() {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "EdDSA", "Ed25519" -> "Ed25519";
      default ->
          throw new IllegalArgumentException(
              "keys of kind " + key.getAlgorithm() + " are not admitted; use RSA, EC or Ed25519");
    };
  }

  private static PrivateKey key(byte[] pkcs8, X509Certificate certificate) {
    try {
      return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the key is not that of the certificate " + Certificates.subject(certificate), e);
    }
  }

  private static Pattern block(String what) {
    return Pattern.compile("-----BEGIN " + what + "-----([A-Za-z0-9+/=\\s]+)-----END");
  }

  private static List<byte[]> blocks(Pattern block, String pem) {
    return block
        .matcher(pem)
        .results()
        .map(it -> Base64.getMimeDecoder().decode(it.group(1)))
        .toList();
  }
}

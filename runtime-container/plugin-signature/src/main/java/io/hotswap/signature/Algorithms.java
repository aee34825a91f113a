package io.hotswap.signature;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Which algorithms and keys are strong enough.
final class Algorithms {
  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String PSS = "1.2.840.113549.1.1.10";
  private static final String ED25519 = "1.3.101.112";

  private static final Map<String, String> DIGESTS =
      Map.of(
          "2.16.840.1.101.3.4.2.1", "SHA-256",
          "2.16.840.1.101.3.4.2.2", "SHA-384",
          "2.16.840.1.101.3.4.2.3", "SHA-512");

  private static final Map<String, String> WEAK_DIGESTS =
      Map.of(
          "1.2.840.113549.2.2", "MD2",
          "1.2.840.113549.2.5", "MD5",
          "1.3.14.3.2.26", "SHA-1",
          "2.16.840.1.101.3.4.2.4", "SHA-224");

  private static final Map<String, String> SIGNATURES =
      Map.of(
          "1.2.840.113549.1.1.11",
          "SHA256withRSA",
          "1.2.840.113549.1.1.12",
          "SHA384withRSA",
          "1.2.840.113549.1.1.13",
          "SHA512withRSA",
          "1.2.840.10045.4.3.2",
          "SHA256withECDSA",
          "1.2.840.10045.4.3.3",
          "SHA384withECDSA",
          "1.2.840.10045.4.3.4",
          "SHA512withECDSA",
          ED25519,
          "Ed25519");

  private static final Map<String, String> WEAK_SIGNATURES =
      Map.of(
          "1.2.840.113549.1.1.2", "MD2withRSA",
          "1.2.840.113549.1.1.4", "MD5withRSA",
          "1.2.840.113549.1.1.5", "SHA1withRSA",
          "1.2.840.113549.1.1.14", "SHA224withRSA",
          "1.2.840.10045.4.1", "SHA1withECDSA",
          "1.2.840.10045.4.3.1", "SHA224withECDSA",
          "1.2.840.10040.4.3", "SHA1withDSA");

  private Algorithms() {}

  static String digest(String oid) throws FlawFound {
    var digest = DIGESTS.get(oid);
    if (digest == null) {
      throw Flaw.WeakDigest.found(WEAK_DIGESTS.getOrDefault(oid, oid));
    }
    return digest;
  }

  static MessageDigest messageDigest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("Java has no digest " + name, e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static void admitIssued(X509Certificate certificate) throws FlawFound {
    var oid = certificate.getSigAlgOID();
    if (!SIGNATURES.containsKey(oid) && !oid.equals(PSS)) {
      throw Flaw.WeakIssuerSignature.found(
          Certificates.subject(certificate), WEAK_SIGNATURES.getOrDefault(oid, oid));
    }
    if (oid.equals(PSS)) {
      pss(Optional.ofNullable(certificate.getSigAlgParams()).map(Octets::new));
    }
  }

  /// @param parameters of the signature algorithm in DER; empty without any
  /// @return whether the key made the signature over the bytes
  static boolean verifies(
      String oid,
      Optional<Octets> parameters,
      String digest,
      PublicKey key,
      byte[] signed,
      byte[] signature)
      throws FlawFound {
    try {
      var verification = Signature.getInstance(name(oid, digest));
      verification.initVerify(key);
      if (oid.equals(PSS)) {
        var pss = pss(parameters);
        if (!pss.getDigestAlgorithm().equals(digest)) {
          throw Flaw.AlgorithmsDiffer.found(digest);
        }
        verification.setParameter(pss);
      }
      verification.update(signed);
      return verification.verify(signature);
    } catch (InvalidKeyException | SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw Flaw.UnknownAlgorithm.found(oid);
    }
  }

  private static String name(String oid, String digest) throws FlawFound {
    if (WEAK_SIGNATURES.containsKey(oid)) {
      throw Flaw.WeakSignature.found(WEAK_SIGNATURES.get(oid));
    }
    var compact = digest.replace("-", "");
    if (oid.equals(RSA)) {
      return compact + "withRSA";
    }
    if (oid.equals(PSS)) {
      return "RSASSA-PSS";
    }
    var name = SIGNATURES.get(oid);
    if (name == null) {
      throw Flaw.UnknownAlgorithm.found(oid);
    }
    if (!name.startsWith(oid.equals(ED25519) ? "Ed25519" : compact)
        || (oid.equals(ED25519) && !compact.equals("SHA512"))) {
      throw Flaw.AlgorithmsDiffer.found(digest);
    }
    return name;
  }

  private static PSSParameterSpec pss(Optional<Octets> parameters) throws FlawFound {
    if (parameters.isEmpty()) {
      throw Flaw.WeakSignature.found("RSASSA-PSS with SHA-1");
    }
    try {
      var read = AlgorithmParameters.getInstance("RSASSA-PSS");
      read.init(parameters.get().bytes());
      var spec = read.getParameterSpec(PSSParameterSpec.class);
      if (!DIGESTS.containsValue(spec.getDigestAlgorithm())
          || !(spec.getMGFParameters() instanceof MGF1ParameterSpec mask)
          || !DIGESTS.containsValue(mask.getDigestAlgorithm())) {
        throw Flaw.WeakSignature.found("RSASSA-PSS with " + spec.getDigestAlgorithm());
      }
      return spec;
    } catch (GeneralSecurityException | IOException e) {
      throw Flaw.UnknownAlgorithm.found("RSASSA-PSS with unreadable parameters");
    }
  }
}

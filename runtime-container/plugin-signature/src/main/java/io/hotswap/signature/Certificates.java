package io.hotswap.signature;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/// Reads certificates, and says which keys are strong enough.
public final class Certificates {
  private static final int LONGEST_SUBJECT = 200;
  private static final BigInteger LARGEST_EXPONENT = BigInteger.ONE.shiftLeft(64);

  private Certificates() {}

  /// One certificate, its DER in base64.
  ///
  /// @throws CertificateException when it is none, is more than one, or its key is too weak
  public static X509Certificate ofBase64(String base64) throws CertificateException {
    try {
      var certificate = ofDer(Base64.getDecoder().decode(base64));
      admitKey(certificate);
      return certificate;
    } catch (IllegalArgumentException e) {
      throw new CertificateException("it is not base64", e);
    } catch (FlawFound e) {
      throw new CertificateException(e.detail(), e);
    }
  }

  static X509Certificate ofDer(byte[] der) throws CertificateException {
    try {
      if (DerScan.length(der) != der.length) {
        throw new CertificateException("something follows it");
      }
      return parsed(der);
    } catch (FlawFound e) {
      throw new CertificateException("it is not DER", e);
    }
  }

  private static X509Certificate parsed(byte[] der) throws CertificateException {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      if (factory.generateCertificate(new ByteArrayInputStream(der))
          instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (CertificateException e) {
      // Java's message names its own classes.
      throw new CertificateException("it is no X.509 certificate", e);
    }
    throw new CertificateException("it is no X.509 certificate");
  }

  /// The SHA-256 of a certificate, in hexadecimal.
  public static String fingerprint(X509Certificate certificate) {
    try {
      return Algorithms.hex(Algorithms.messageDigest("SHA-256").digest(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without an encoding", e);
    }
  }

  /// For people: control characters and what is too long are left out.
  public static String subject(X509Certificate certificate) {
    return shown(certificate.getSubjectX500Principal());
  }

  static String shown(X500Principal principal) {
    var name = principal.getName().replaceAll("\\p{Cntrl}", "?");
    return name.length() <= LONGEST_SUBJECT ? name : name.substring(0, LONGEST_SUBJECT) + "…";
  }

  static void admitKey(X509Certificate certificate) throws FlawFound {
    var key = certificate.getPublicKey();
    var subject = subject(certificate);
    switch (key) {
      case RSAPublicKey rsa -> {
        int bits = rsa.getModulus().bitLength();
        if (bits < 2048 || bits > 8192) {
          throw Flaw.ShortRsaKey.found(subject, bits);
        }
        var exponent = rsa.getPublicExponent();
        if (!exponent.testBit(0)
            || exponent.compareTo(BigInteger.valueOf(65537)) < 0
            || exponent.compareTo(LARGEST_EXPONENT) > 0) {
          throw Flaw.RsaExponent.found(subject);
        }
      }
      case ECPublicKey ec -> {
        if (ec.getParams().getOrder().bitLength() < 256) {
          throw Flaw.WeakCurve.found(subject);
        }
      }
      case EdECPublicKey edwards when edwards.getParams().getName().equals("Ed25519") -> {}
      default -> throw unknown(key.getAlgorithm(), subject);
    }
  }

  // Java reads no curve below P-256: such keys have the algorithm's name only.
  private static FlawFound unknown(String algorithm, String subject) {
    return algorithm.toUpperCase(Locale.ROOT).equals("EC")
        ? Flaw.WeakCurve.found(subject)
        : Flaw.KeyKind.found(algorithm, subject);
  }
}

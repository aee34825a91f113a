package io.hotswap.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate and its key, made for a test.
public record Identity(X509Certificate certificate, PrivateKey key) {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final AtomicLong SERIALS = new AtomicLong(1);
  private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

  /// A key pair of its own for each name, made once.
  ///
  /// @param kind `EC:secp256r1`, `RSA:2048`, `Ed25519:`, `DSA:2048`
  static KeyPair keys(String name, String kind) {
    return KEYS.computeIfAbsent(name + "/" + kind, it -> generated(kind));
  }

  private static KeyPair generated(String kind) {
    var parts = kind.split(":", -1);
    try {
      var generator = KeyPairGenerator.getInstance(parts[0], PROVIDER);
      if (parts[0].equals("EC")) {
        generator.initialize(new ECGenParameterSpec(parts[1]));
      } else if (!parts[1].isEmpty()) {
        generator.initialize(Integer.parseInt(parts[1]));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// An authority that is its own issuer.
  public static Identity authority(String name, Instant at) {
    return new Draft(name, at).authority(3).selfIssued();
  }

  /// A publisher's certificate for signing code.
  public Identity signer(String name, Instant at) {
    return new Draft(name, at).by(this);
  }

  /// How a certificate is to be; by default one for signing code, valid at a time.
  static final class Draft {
    private final String name;
    private final Instant at;
    private Instant from;
    private Instant until;
    private String kind = "EC:secp256r1";
    private String algorithm = "";
    private int pathLength = -1;
    private int usage = KeyUsage.digitalSignature;
    private KeyPurposeId[] purposes = {KeyPurposeId.id_kp_codeSigning};
    private boolean criticalPurposes;
    private String unknownExtension = "";

    Draft(String name, Instant at) {
      this.name = name;
      this.at = at;
      this.from = at.minus(Duration.ofDays(30));
      this.until = at.plus(Duration.ofDays(300));
    }

    Draft authority(int length) {
      pathLength = length;
      usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
      purposes = new KeyPurposeId[0];
      return this;
    }

    Draft valid(Duration fromOffset, Duration untilOffset) {
      from = at.plus(fromOffset);
      until = at.plus(untilOffset);
      return this;
    }

    Draft key(String newKind) {
      kind = newKind;
      return this;
    }

    /// The algorithm that the issuer signs the certificate with.
    Draft signedWith(String newAlgorithm) {
      algorithm = newAlgorithm;
      return this;
    }

    Draft usage(int newUsage) {
      usage = newUsage;
      return this;
    }

    Draft purposes(KeyPurposeId... newPurposes) {
      purposes = newPurposes;
      return this;
    }

    Draft criticalPurposes() {
      criticalPurposes = true;
      return this;
    }

    Draft unknownExtension(String oid) {
      unknownExtension = oid;
      return this;
    }

    Identity selfIssued() {
      var keys = keys(name, kind);
      return issued(new X500Name("CN=" + name), keys.getPrivate());
    }

    Identity by(Identity issuer) {
      return issued(
          X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded()),
          issuer.key());
    }

    /// Names an issuer that did not sign it.
    Identity forging(Identity issuer, PrivateKey key) {
      return issued(
          X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded()), key);
    }

    private Identity issued(X500Name issuer, PrivateKey issuerKey) {
      var keys = keys(name, kind);
      try {
        var builder =
            new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIALS.getAndIncrement()),
                Date.from(from),
                Date.from(until),
                new X500Name("CN=" + name),
                keys.getPublic());
        if (pathLength >= 0) {
          builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
        }
        if (usage != 0) {
          builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        }
        if (purposes.length > 0) {
          builder.addExtension(
              Extension.extendedKeyUsage, criticalPurposes, new ExtendedKeyUsage(purposes));
        }
        if (!unknownExtension.isEmpty()) {
          builder.addExtension(new ASN1ObjectIdentifier(unknownExtension), true, DERNull.INSTANCE);
        }
        var signer =
            new JcaContentSignerBuilder(algorithm.isEmpty() ? standard(issuerKey) : algorithm)
                .setProvider(PROVIDER)
                .build(issuerKey);
        return new Identity(
            new JcaX509CertificateConverter().getCertificate(builder.build(signer)),
            keys.getPrivate());
      } catch (OperatorCreationException
          | GeneralSecurityException
          | org.bouncycastle.cert.CertIOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static String standard(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "DSA" -> "SHA256withDSA";
      case "Ed25519" -> "Ed25519";
      default -> "SHA256withECDSA";
    };
  }

  static BouncyCastleProvider provider() {
    return PROVIDER;
  }
}

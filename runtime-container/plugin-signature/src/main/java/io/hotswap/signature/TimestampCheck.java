package io.hotswap.signature;

import io.hotswap.signature.CmsSignature.SignatureAttribute;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.tsp.TSTInfo;

/// Checks the timestamp of a signature (RFC 3161). One that does not hold is refused rather than
/// ignored: its author relies on it.
final class TimestampCheck {
  private static final String TOKEN = "1.2.840.113549.1.9.16.2.14";
  private static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
  private static final Duration SKEW = Duration.ofMinutes(5);

  private TimestampCheck() {}

  /// @return when the signature was there; empty without a timestamp
  static Optional<Instant> check(CmsSignature of, Trust trust, Instant now)
      throws FlawFound, IOException {
    var token = token(of.unsigned());
    if (token.isEmpty()) {
      return Optional.empty();
    }
    var cms = read(token.get());
    var info = info(cms);
    checkImprint(info, of.signature().bytes());
    var at = time(info);
    if (at.isAfter(now.plus(SKEW))) {
      throw Flaw.TimestampAhead.found(at);
    }
    checkAuthority(cms, trust, at);
    return Optional.of(at);
  }

  private static Optional<byte[]> token(List<SignatureAttribute> unsigned) throws FlawFound {
    var tokens = unsigned.stream().filter(it -> it.oid().equals(TOKEN)).toList();
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    if (tokens.size() > 1 || tokens.getFirst().values().size() != 1) {
      throw Flaw.TimestampRepeated.found();
    }
    return Optional.of(tokens.getFirst().values().getFirst());
  }

  private static CmsSignature read(byte[] token) throws FlawFound {
    try {
      return CmsSignature.of(token);
    } catch (FlawFound e) {
      throw Flaw.TimestampMalformed.found(e.detail());
    }
  }

  private static TSTInfo info(CmsSignature cms) throws FlawFound {
    var content = cms.content();
    if (!cms.contentType().equals(TST_INFO) || content.isEmpty()) {
      throw Flaw.TimestampMalformed.found("it has no time");
    }
    try {
      DerScan.length(content.get().bytes());
      return TSTInfo.getInstance(content.get().bytes());
    } catch (FlawFound | IllegalArgumentException | IllegalStateException e) {
      throw Flaw.TimestampMalformed.found("its content is no time");
    } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException e) {
      // How Bouncy Castle's readers meet some of what is not there or of another type.
      throw Flaw.TimestampMalformed.found("its content is no time");
    }
  }

  private static Instant time(TSTInfo info) throws FlawFound {
    try {
      return info.getGenTime().getDate().toInstant();
    } catch (ParseException e) {
      throw Flaw.TimestampMalformed.found("its time cannot be read");
    }
  }

  private static void checkImprint(TSTInfo info, byte[] signature) throws FlawFound {
    var imprint = info.getMessageImprint();
    String algorithm;
    try {
      algorithm = Algorithms.digest(imprint.getHashAlgorithm().getAlgorithm().getId());
    } catch (FlawFound e) {
      throw Flaw.TimestampWeak.found(imprint.getHashAlgorithm().getAlgorithm().getId());
    }
    var expected = Algorithms.messageDigest(algorithm).digest(signature);
    if (!MessageDigest.isEqual(expected, imprint.getHashedMessage())) {
      throw Flaw.TimestampOfOther.found();
    }
  }

  private static void checkAuthority(CmsSignature cms, Trust trust, Instant at)
      throws FlawFound, IOException {
    var content = cms.content().orElseThrow().bytes();
    X509Certificate signer;
    try {
      signer =
          SignerCheck.check(
                  cms,
                  algorithm ->
                      Optional.of(
                          Algorithms.hex(Algorithms.messageDigest(algorithm).digest(content))))
              .certificate();
    } catch (FlawFound e) {
      throw Flaw.TimestampForged.found(e.detail());
    }
    CertificateChain chain;
    try {
      chain = CertificateChain.of(signer, cms.certificates(), trust.timestampAuthorities());
    } catch (FlawFound e) {
      throw Flaw.TimestampUnknown.found(e.detail());
    }
    for (var certificate : chain.certificates()) {
      if (trust.revoked(certificate, at).isPresent()) {
        throw Flaw.TimestampRevoked.found(Certificates.subject(certificate));
      }
    }
    try {
      ChainCheck.check(chain, ChainCheck.TIME_STAMPING, at);
    } catch (FlawFound e) {
      throw switch (e.flaw()) {
        case NoCodeSigning, OtherUsage -> Flaw.TimestampUsage.found(Certificates.subject(signer));
        case Expired, NotYetValid, IssuerExpired, IssuerNotYetValid ->
            Flaw.TimestampExpired.found(e.detail());
        default -> Flaw.TimestampForged.found(e.detail());
      };
    }
  }
}

package io.hotswap.signature;

import io.hotswap.signature.Trust.Anchor;
import io.hotswap.signature.Trust.Publisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;

/// Verifies the signature of a plugin's archive.
public final class SignatureVerifier {
  public static final int LARGEST = 16 << 10;
  private static final String DATA = "1.2.840.113549.1.7.1";
  private static final byte[] PEM = "-----BEGIN".getBytes(StandardCharsets.US_ASCII);

  private SignatureVerifier() {}

  /// @param signature detached CMS in DER
  /// @param plugin the name in the archive's manifest
  /// @param seenAt when the signature was first seen: it is not of later, and counts as made then
  ///   unless a timestamp says when
  /// @throws IOException when the content cannot be read
  public static SignatureVerdict verify(
      byte[] signature, SignedContent content, String plugin, Trust trust, Instant seenAt)
      throws IOException {
    try {
      return verified(signature, content, plugin, trust, seenAt);
    } catch (FlawFound e) {
      return new SignatureVerdict.Refused(e.flaw(), e.detail());
    }
  }

  private static SignatureVerdict verified(
      byte[] signature, SignedContent content, String plugin, Trust trust, Instant seenAt)
      throws FlawFound, IOException {
    checkForm(signature);
    var cms = CmsSignature.of(signature);
    if (cms.content().isPresent()) {
      throw Flaw.NotDetached.found();
    }
    if (!cms.contentType().equals(DATA)) {
      throw Flaw.ContentTypeOfData.found(cms.contentType());
    }
    var signer = SignerCheck.check(cms, content);
    var timestamp = TimestampCheck.check(cms, trust, seenAt);
    var at = timestamp.orElse(seenAt);
    var chain = CertificateChain.of(signer.certificate(), cms.certificates(), trust.anchors());
    ChainCheck.check(chain, ChainCheck.CODE_SIGNING, at);
    checkRevocations(chain, trust, at);
    var publisher = publisher(chain.anchor(), trust, at);
    checkName(plugin, publisher, trust);
    return new SignatureVerdict.Verified(
        publisher.name(),
        Certificates.subject(signer.certificate()),
        Certificates.fingerprint(signer.certificate()),
        at,
        timestamp.isPresent(),
        signer.digest());
  }

  private static void checkForm(byte[] signature) throws FlawFound {
    if (signature.length == 0) {
      throw Flaw.Empty.found();
    }
    if (signature.length > LARGEST) {
      throw Flaw.TooLarge.found(signature.length, LARGEST);
    }
    if (signature.length >= PEM.length
        && Arrays.equals(signature, 0, PEM.length, PEM, 0, PEM.length)) {
      throw Flaw.Pem.found();
    }
  }

  private static void checkRevocations(CertificateChain chain, Trust trust, Instant at)
      throws FlawFound {
    for (var certificate : chain.certificates()) {
      var from = trust.revoked(certificate, at);
      if (from.isPresent()) {
        throw revoked(certificate, chain).found(Certificates.subject(certificate), from.get(), at);
      }
    }
  }

  private static Flaw revoked(X509Certificate certificate, CertificateChain chain) {
    if (certificate.equals(chain.signer())) {
      return Flaw.SignerRevoked;
    }
    return certificate.equals(chain.anchor()) ? Flaw.AnchorRevoked : Flaw.IssuerRevoked;
  }

  private static Publisher publisher(X509Certificate certificate, Trust trust, Instant at)
      throws FlawFound {
    for (var publisher : trust.publishers()) {
      for (var anchor : publisher.anchors()) {
        if (anchor.certificate().equals(certificate)) {
          checkRetired(anchor, at);
          return publisher;
        }
      }
    }
    throw Flaw.UnknownAnchor.found(Certificates.subject(certificate));
  }

  private static void checkRetired(Anchor anchor, Instant at) throws FlawFound {
    if (anchor.retiredAt().filter(it -> !at.isBefore(it)).isPresent()) {
      throw Flaw.AnchorRetired.found(
          Certificates.subject(anchor.certificate()), anchor.retiredAt().get(), at);
    }
  }

  private static void checkName(String plugin, Publisher publisher, Trust trust) throws FlawFound {
    var owner = trust.owner(plugin);
    if (owner.isEmpty()) {
      throw Flaw.NobodysName.found(plugin, publisher.name());
    }
    if (!owner.get().name().equals(publisher.name())) {
      throw Flaw.OthersName.found(plugin, owner.get().name(), publisher.name());
    }
  }
}

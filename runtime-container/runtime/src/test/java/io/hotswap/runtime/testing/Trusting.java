package io.hotswap.runtime.testing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.trust.Revocation;
import io.hotswap.domain.trust.SignaturePolicy;
import io.hotswap.domain.trust.TrustAnchor;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustedPublisher;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.signature.Certificates;
import io.hotswap.signature.Identity;
import io.hotswap.signature.SignatureMaker;
import io.hotswap.signature.Trust;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trust documents and signatures as the control plane has them. */
public final class Trusting {
  private Trusting() {}

  /** Signed by nobody but who that trust names; the node's environment requires signatures. */
  public static TrustDocument document(long generation, Trust trust) {
    return document(generation, trust, SignaturePolicy.Required);
  }

  public static TrustDocument document(long generation, Trust trust, SignaturePolicy policy) {
    List<Revocation> revocations = new ArrayList<>();
    trust
        .revokedFrom()
        .forEach(
            (certificate, from) ->
                revocations.add(new Revocation(certificate, from, "stolen", Instant.now())));
    return new TrustDocument(
        generation,
        trust.publishers().stream().map(Trusting::publisher).toList(),
        trust.timestampAuthorities().stream().map(it -> anchor(it, Optional.empty())).toList(),
        revocations,
        Map.of(InMemoryControlPlane.ENVIRONMENT, policy));
  }

  /** One publisher, of every name. */
  public static Trust in(Identity authority, Map<String, Instant> revoked) {
    var anchor = new Trust.Anchor(authority.certificate(), Optional.empty());
    return new Trust(
        List.of(new Trust.Publisher("acme", List.of("*"), List.of(anchor))), List.of(), revoked);
  }

  public static VersionSignature signature(byte[] cms, byte[] content, Instant seenAt) {
    return new VersionSignature(
        Base64.getEncoder().encodeToString(cms),
        "SHA-256",
        Digest.of(sha256(content)).hex(),
        "acme",
        "CN=Acme",
        "0".repeat(64),
        seenAt,
        Optional.empty());
  }

  public static VersionSignature signature(Identity signer, byte[] content, Instant seenAt) {
    return signature(SignatureMaker.by(signer).over(content), content, seenAt);
  }

  public static TrustDocument nobody(long generation, Environment environment) {
    return new TrustDocument(
        generation, List.of(), List.of(), List.of(), Map.of(environment, SignaturePolicy.Required));
  }

  private static byte[] sha256(byte[] content) {
    return Digest.sha256().digest(content);
  }

  private static TrustedPublisher publisher(Trust.Publisher it) {
    return new TrustedPublisher(
        it.name(),
        it.names(),
        true,
        it.anchors().stream().map(own -> anchor(own.certificate(), own.retiredAt())).toList());
  }

  private static TrustAnchor anchor(X509Certificate it, Optional<Instant> retiredAt) {
    try {
      return new TrustAnchor(
          Certificates.fingerprint(it),
          Certificates.subject(it),
          Base64.getEncoder().encodeToString(it.getEncoded()),
          it.getNotAfter().toInstant(),
          Instant.EPOCH,
          retiredAt);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}

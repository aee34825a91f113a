package io.hotswap.signing;

import io.hotswap.domain.trust.Revocation;
import io.hotswap.domain.trust.TrustAnchor;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustedPublisher;
import io.hotswap.signature.Certificates;
import io.hotswap.signature.Trust;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.stream.Collectors;

/// The trust document as the verification takes it.
final class TrustReader {
  private TrustReader() {}

  static Trust read(TrustDocument document) {
    return new Trust(
        document.publishers().stream().map(TrustReader::publisher).toList(),
        document.timestampAuthorities().stream().map(TrustReader::certificate).toList(),
        document.revocations().stream()
            .collect(Collectors.toMap(Revocation::fingerprint, Revocation::from)));
  }

  private static Trust.Publisher publisher(TrustedPublisher it) {
    return new Trust.Publisher(
        it.name(),
        it.plugins(),
        it.anchors().stream()
            .map(anchor -> new Trust.Anchor(certificate(anchor), anchor.retiredAt()))
            .toList());
  }

  private static X509Certificate certificate(TrustAnchor it) {
    try {
      return Certificates.ofBase64(it.certificate());
    } catch (CertificateException e) {
      throw new IllegalStateException("The anchor " + it.fingerprint() + " cannot be read", e);
    }
  }
}

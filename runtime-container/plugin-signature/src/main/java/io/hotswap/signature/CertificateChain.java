package io.hotswap.signature;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From the signer's certificate to a trust anchor, both included.
///
/// @param certificates the signer's first
record CertificateChain(List<X509Certificate> certificates) {
  private static final int LONGEST = 4;

  CertificateChain {
    certificates = List.copyOf(certificates);
  }

  X509Certificate signer() {
    return certificates.getFirst();
  }

  X509Certificate anchor() {
    return certificates.getLast();
  }

  List<X509Certificate> issuers() {
    return certificates.subList(1, certificates.size());
  }

  /// Searches the certificates that came with the signature, of which there are few.
  static CertificateChain of(
      X509Certificate signer, List<X509Certificate> others, List<X509Certificate> anchors)
      throws FlawFound {
    var search = new Search(others, anchors);
    var found = search.from(List.of(signer));
    if (found.isPresent()) {
      return new CertificateChain(found.get());
    }
    throw search.failure(signer);
  }

  private static final class Search {
    private final List<X509Certificate> others;
    private final List<X509Certificate> anchors;
    private Optional<X509Certificate> forged = Optional.empty();
    private Optional<X509Certificate> last = Optional.empty();
    private boolean tooLong;

    private Search(List<X509Certificate> others, List<X509Certificate> anchors) {
      this.others = others;
      this.anchors = anchors;
    }

    private Optional<List<X509Certificate>> from(List<X509Certificate> path) {
      var end = path.getLast();
      if (anchors.contains(end)) {
        return Optional.of(path);
      }
      for (var anchor : anchors) {
        if (isIssuer(anchor, end)) {
          if (path.size() == LONGEST) {
            tooLong = true;
          } else if (isSignedBy(end, anchor)) {
            return Optional.of(with(path, anchor));
          } else {
            forged = Optional.of(end);
          }
        }
      }
      return viaOthers(path, end);
    }

    private Optional<List<X509Certificate>> viaOthers(
        List<X509Certificate> path, X509Certificate end) {
      last = Optional.of(end);
      for (var other : others) {
        if (isIssuer(other, end) && !path.contains(other) && isSignedBy(end, other)) {
          if (path.size() == LONGEST) {
            tooLong = true;
            return Optional.empty();
          }
          var found = from(with(path, other));
          if (found.isPresent()) {
            return found;
          }
        }
      }
      return Optional.empty();
    }

    private FlawFound failure(X509Certificate signer) {
      if (tooLong) {
        return Flaw.ChainTooLong.found(LONGEST);
      }
      return forged
          .map(it -> Flaw.ForgedIssuer.found(Certificates.subject(it)))
          .orElseGet(() -> Flaw.UnknownAnchor.found(Certificates.subject(last.orElse(signer))));
    }

    private static List<X509Certificate> with(List<X509Certificate> path, X509Certificate next) {
      List<X509Certificate> longer = new ArrayList<>(path);
      longer.add(next);
      return longer;
    }

    private static boolean isIssuer(X509Certificate issuer, X509Certificate of) {
      return issuer.getSubjectX500Principal().equals(of.getIssuerX500Principal());
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
      try {
        certificate.verify(issuer.getPublicKey());
        return true;
      } catch (GeneralSecurityException e) {
        return false;
      }
    }
  }
}

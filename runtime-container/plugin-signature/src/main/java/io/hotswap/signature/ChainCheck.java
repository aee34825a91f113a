package io.hotswap.signature;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks a chain at the time of a signature: each rule with a refusal of its own, and at last
/// Java's validation by RFC 5280 for what these leave out.
final class ChainCheck {
  static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
  private static final String ANY_USAGE = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int CERTIFICATE_SIGN = 5;

  private final CertificateChain chain;
  private final Instant at;

  private ChainCheck(CertificateChain chain, Instant at) {
    this.chain = chain;
    this.at = at;
  }

  static void check(CertificateChain chain, String usage, Instant at) throws FlawFound {
    var check = new ChainCheck(chain, at);
    check.checkStrength();
    check.checkSigner(usage);
    check.checkIssuers(usage);
    check.checkValidity();
    check.checkPath();
  }

  private void checkStrength() throws FlawFound {
    for (var certificate : chain.certificates()) {
      Certificates.admitKey(certificate);
      // Nobody relies on an anchor's own signature.
      if (!certificate.equals(chain.anchor())) {
        Algorithms.admitIssued(certificate);
      }
    }
  }

  private void checkSigner(String usage) throws FlawFound {
    var signer = chain.signer();
    var name = Certificates.subject(signer);
    if (signer.getBasicConstraints() >= 0) {
      throw Flaw.SignerIsAuthority.found(name);
    }
    if (!has(signer.getKeyUsage(), DIGITAL_SIGNATURE)) {
      throw Flaw.NoKeyUsage.found(name);
    }
    var usages = usages(signer);
    if (usages == null) {
      throw Flaw.NoCodeSigning.found(name);
    }
    if (!usages.contains(usage)) {
      throw Flaw.OtherUsage.found(name);
    }
  }

  private void checkIssuers(String usage) throws FlawFound {
    int below = 0;
    for (var issuer : chain.issuers()) {
      var name = Certificates.subject(issuer);
      int most = issuer.getBasicConstraints();
      if (most < 0) {
        throw Flaw.IssuerNotAuthority.found(name);
      }
      if (most < below) {
        throw Flaw.PathTooLong.found(name);
      }
      if (!has(issuer.getKeyUsage(), CERTIFICATE_SIGN)) {
        throw Flaw.IssuerMayNotSign.found(name);
      }
      var usages = usages(issuer);
      if (usages != null && !usages.contains(usage) && !usages.contains(ANY_USAGE)) {
        throw Flaw.IssuerOtherUsage.found(name);
      }
      below++;
    }
  }

  private void checkValidity() throws FlawFound {
    for (var certificate : chain.certificates()) {
      boolean signer = certificate.equals(chain.signer());
      var from = certificate.getNotBefore().toInstant();
      var until = certificate.getNotAfter().toInstant();
      var name = Certificates.subject(certificate);
      if (at.isBefore(from)) {
        throw (signer ? Flaw.NotYetValid : Flaw.IssuerNotYetValid).found(name, from, at);
      }
      if (at.isAfter(until)) {
        throw (signer ? Flaw.Expired : Flaw.IssuerExpired).found(name, until, at);
      }
    }
  }

  private void checkPath() throws FlawFound {
    for (var certificate : chain.certificates()) {
      if (certificate.hasUnsupportedCriticalExtension()) {
        throw Flaw.CriticalExtension.found(Certificates.subject(certificate));
      }
    }
    if (chain.issuers().isEmpty()) {
      return;
    }
    try {
      var below = chain.certificates().subList(0, chain.certificates().size() - 1);
      var path = CertificateFactory.getInstance("X.509").generateCertPath(List.copyOf(below));
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.anchor(), null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
    } catch (GeneralSecurityException e) {
      throw Flaw.ChainInvalid.found(
          Certificates.subject(chain.signer()), String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable List<String> usages(X509Certificate certificate) throws FlawFound {
    try {
      return certificate.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      throw Flaw.CertificateUnreadable.found("its extended key usage is malformed");
    }
  }

  private static boolean has(boolean @Nullable [] usage, int bit) {
    return usage != null && usage.length > bit && usage[bit];
  }
}

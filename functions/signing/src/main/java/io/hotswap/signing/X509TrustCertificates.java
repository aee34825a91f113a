package io.hotswap.signing;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.TrustAnchor;
import io.hotswap.domain.trust.TrustCertificates;
import io.hotswap.signature.Certificates;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Optional;

/// X.509 certificates.
public final class X509TrustCertificates implements TrustCertificates {
  @Override
  public Result<TrustAnchor> anchor(String pointer, String base64, Instant now) {
    try {
      var certificate = Certificates.ofBase64(base64);
      var until = certificate.getNotAfter().toInstant();
      return now.isAfter(until)
          ? Result.refused(
              refusal(pointer, Certificates.subject(certificate) + " expired at " + until + "."))
          : Result.done(
              new TrustAnchor(
                  Certificates.fingerprint(certificate),
                  Certificates.subject(certificate),
                  base64,
                  until,
                  now,
                  Optional.empty()));
    } catch (CertificateException e) {
      return Result.refused(
          refusal(pointer, "The certificate is not taken: " + e.getMessage() + "."));
    }
  }

  private static Refusal refusal(String pointer, String detail) {
    return Refusal.of(
        ErrorCode.INVALID_TRUST,
        detail,
        pointer,
        "one valid X.509 certificate, its DER in base64, with a key of 2048 bits (RSA), P-256 or"
            + " Ed25519 at least",
        "Send the certificate of the authority: openssl x509 -outform DER | base64 -w0.");
  }
}

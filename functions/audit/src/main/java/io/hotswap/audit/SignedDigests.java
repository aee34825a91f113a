package io.hotswap.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.hotswap.domain.audit.integrity.AuditVerification;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.audit.AuditTrail;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.SortedMap;

/// Digests, checked by the public half of the key that signed them.
final class SignedDigests {
  private final JWSVerifier verifier;

  SignedDigests(ECPublicKey key) {
    try {
      this.verifier = new ECDSAVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("No key of digests: " + e.getMessage(), e);
    }
  }

  /// @param texts by name, as they are stored
  void verify(SortedMap<String, String> texts, AuditVerification verification) {
    texts.forEach((name, text) -> verify(name, text, verification));
  }

  private void verify(String name, String text, AuditVerification verification) {
    try {
      var jws = JWSObject.parse(text);
      if (jws.verify(verifier)) {
        var digest = AuditTrail.digest(name, jws.getPayload().toString());
        verification.digest(name, Digest.over(text), digest);
      } else {
        verification.altered(name, Digest.over(text), "its signature is not of its content");
      }
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      verification.altered(name, Digest.over(text), "it cannot be read");
    }
  }
}

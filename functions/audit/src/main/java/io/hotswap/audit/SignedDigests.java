package io.hotswap.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.hotswap.domain.audit.integrity.AuditVerification;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.audit.AuditTrail;
import io.hotswap.persistence.audit.DigestVerifier;
import java.io.IOException;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/// Digests, checked by the public half of the key that signed them.
final class SignedDigests implements DigestVerifier {
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
    var read = read(text, payload -> AuditTrail.digest(name, payload));
    read.digest()
        .ifPresentOrElse(
            it -> verification.digest(name, Digest.over(text), it),
            () -> verification.altered(name, Digest.over(text), read.mistake()));
  }

  /// @param archives removed records by the name of their archive; empty when they are not read
  void verifyRetention(
      SortedMap<String, String> texts,
      Optional<AuditArchives> archives,
      AuditVerification verification)
      throws IOException {
    for (var it : texts.entrySet()) {
      var signed = Digest.over(it.getValue());
      var read = read(it.getValue(), payload -> AuditTrail.retention(it.getKey(), payload));
      if (read.digest().isEmpty()) {
        verification.alteredRetention(it.getKey(), signed, read.mistake());
      } else if (archives.isEmpty()) {
        verification.retention(it.getKey(), signed, read.digest().get(), false);
      } else {
        archives.get().verify(it.getKey(), signed, read.digest().get(), verification);
      }
    }
  }

  /// @param mistake why there is none
  private record Read<T>(Optional<T> digest, String mistake) {}

  private <T> Read<T> read(String text, Function<String, T> reader) {
    try {
      var jws = JWSObject.parse(text);
      return jws.verify(verifier)
          ? new Read<>(Optional.of(reader.apply(jws.getPayload().toString())), "")
          : new Read<>(Optional.empty(), "its signature is not of its content");
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return new Read<>(Optional.empty(), "it cannot be read");
    }
  }

  @Override
  public Optional<String> payload(String signed) {
    return read(signed, Function.identity()).digest();
  }
}

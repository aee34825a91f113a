package io.hotswap.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.Revocation;
import io.hotswap.domain.trust.TrustAnchor;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustedPublisher;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.signature.Certificates;
import io.hotswap.signature.Cheat;
import io.hotswap.signature.Cheats;
import io.hotswap.signature.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CmsArchiveSignaturesTest {
  private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");
  private static final byte[] CONTENT = "an archive's bytes".getBytes(StandardCharsets.UTF_8);
  private static final Cheats CHEATS = new Cheats(CONTENT, "tax-rules", AT);

  @TempDir private Path folder;
  private Path archive = Path.of("");
  private final CmsArchiveSignatures signatures = new CmsArchiveSignatures();

  @BeforeEach
  void store() throws IOException {
    archive = Files.write(folder.resolve("archive.jar"), CONTENT);
  }

  static Stream<Cheat> cheats() {
    return CHEATS.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cheats")
  void no_cheat_is_registered(Cheat cheat) {
    var refused =
        assertInstanceOf(
            Result.Refused.class,
            signatures.verify(
                base64(cheat.signature()), archive, "tax-rules", document(cheat.trust()), AT));
    assertEquals(ErrorCode.SIGNATURE_REFUSED, refused.refusal().code());
  }

  @ParameterizedTest
  @MethodSource("cheats")
  void no_cheat_that_got_into_the_registry_is_deployed(Cheat cheat) {
    var refusal =
        signatures.refusal(stored(cheat.signature()), "tax-rules", document(cheat.trust()));
    assertEquals(ErrorCode.SIGNATURE_REFUSED, refusal.orElseThrow().code());
  }

  @Test
  void both_gates_refuse_a_cheat_with_the_same_words_and_each_with_its_own() {
    var messages = new HashSet<String>();
    for (var cheat : CHEATS.all()) {
      var trust = document(cheat.trust());
      var registered =
          (Result.Refused<VersionSignature>)
              signatures.verify(base64(cheat.signature()), archive, "tax-rules", trust, AT);
      var deployed = signatures.refusal(stored(cheat.signature()), "tax-rules", trust);
      assertEquals(
          registered.refusal().detail(), deployed.map(Refusal::detail).orElseThrow(), cheat.name());
      messages.add(registered.refusal().detail());
    }
    assertTrue(messages.size() >= 55, "messages: " + messages.size());
  }

  @Test
  void a_registered_signature_counts_when_its_certificate_has_expired_since() {
    var signature = honest();
    assertEquals("Acme", signature.publisher());
    var later = document(CHEATS.trust());
    assertEquals(Optional.empty(), signatures.refusal(signature, "tax-rules", later));
    assertInstanceOf(
        Result.Refused.class,
        signatures.verify(
            signature.cms(), archive, "tax-rules", later, AT.plus(Duration.ofDays(1_000))));
  }

  @Test
  void a_registered_signature_is_over_the_bytes_that_it_was_registered_with() {
    var signature = honest();
    var other =
        new VersionSignature(
            signature.cms(),
            signature.digestAlgorithm(),
            "00".repeat(32),
            signature.publisher(),
            signature.signer(),
            signature.fingerprint(),
            signature.seenAt(),
            Optional.empty());
    assertTrue(signatures.refusal(other, "tax-rules", document(CHEATS.trust())).isPresent());
  }

  @Test
  void what_is_not_base64_is_no_signature() {
    assertInstanceOf(
        Result.Refused.class,
        signatures.verify("?", archive, "tax-rules", document(CHEATS.trust()), AT));
  }

  @Test
  void a_certificate_that_has_expired_or_is_none_makes_no_anchor() {
    var certificates = new X509TrustCertificates();
    var anchor = CHEATS.trust().publishers().getFirst().anchors().getFirst().certificate();
    assertInstanceOf(Result.Done.class, certificates.anchor("/anchors/0", base64(anchor), AT));
    for (var wrong :
        List.of(
            certificates.anchor("/anchors/0", base64(anchor), AT.plus(Duration.ofDays(1_000))),
            certificates.anchor("/anchors/0", "AAAA", AT),
            certificates.anchor("/anchors/0", "AAA", AT),
            certificates.anchor("/anchors/0", "?", AT))) {
      var refused = (Result.Refused<TrustAnchor>) wrong;
      assertEquals(ErrorCode.INVALID_TRUST, refused.refusal().code());
      assertEquals("/anchors/0", refused.refusal().errors().getFirst().pointer());
      assertFalse(refused.refusal().detail().contains("java."), refused.refusal().detail());
    }
  }

  private VersionSignature honest() {
    return ((Result.Done<VersionSignature>)
            signatures.verify(
                base64(CHEATS.honest()), archive, "tax-rules", document(CHEATS.trust()), AT))
        .value();
  }

  private static VersionSignature stored(byte[] cms) {
    return new VersionSignature(
        base64(cms), "SHA-256", sha256(), "acme", "CN=Acme", "00", AT, Optional.empty());
  }

  private static String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static TrustDocument document(Trust trust) {
    return new TrustDocument(
        1,
        trust.publishers().stream()
            .map(
                it ->
                    new TrustedPublisher(
                        it.name(),
                        it.names(),
                        true,
                        it.anchors().stream()
                            .map(anchor -> anchor(anchor.certificate(), anchor.retiredAt()))
                            .toList()))
            .toList(),
        trust.timestampAuthorities().stream().map(it -> anchor(it, Optional.empty())).toList(),
        trust.revokedFrom().entrySet().stream()
            .map(it -> new Revocation(it.getKey(), it.getValue(), "stolen", AT))
            .toList(),
        Map.of());
  }

  private static TrustAnchor anchor(X509Certificate it, Optional<Instant> retiredAt) {
    return new TrustAnchor(
        Certificates.fingerprint(it),
        Certificates.subject(it),
        base64(it),
        it.getNotAfter().toInstant(),
        AT,
        retiredAt);
  }

  private static String base64(X509Certificate certificate) {
    try {
      return base64(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

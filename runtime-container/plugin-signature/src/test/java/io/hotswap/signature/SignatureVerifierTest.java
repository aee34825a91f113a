package io.hotswap.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.signature.Identity.Draft;
import io.hotswap.signature.SignatureVerdict.Refused;
import io.hotswap.signature.SignatureVerdict.Verified;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureVerifierTest {
  private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");
  private static final byte[] CONTENT = "an archive's bytes".getBytes(StandardCharsets.UTF_8);
  private static final Cheats CHEATS = new Cheats(CONTENT, "tax-rules", AT);

  @TempDir private Path folder;

  @Test
  void aSignatureByAPublishersKeyNamesItsSigner() throws IOException {
    var verified = assertInstanceOf(Verified.class, verify(CHEATS.honest(), CHEATS.trust(), AT));

    assertEquals("Acme", verified.publisher());
    assertEquals("CN=Acme Release", verified.signer());
    assertEquals(64, verified.fingerprint().length());
    assertEquals(AT, verified.at());
    assertEquals("SHA-256", verified.digest().algorithm());
  }

  static Stream<Cheat> cheats() {
    return CHEATS.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cheats")
  void everyWayToCheatIsRefusedForWhatItIs(Cheat cheat) throws IOException {
    var verdict = verify(cheat.signature(), cheat.trust(), AT);

    var refused = assertInstanceOf(Refused.class, verdict, cheat.name());
    assertEquals(cheat.flaw(), refused.flaw(), refused.detail());
  }

  @Test
  void thereAreSixtyWaysToCheatWithMessagesOfTheirOwn() throws IOException {
    var flaws = new HashSet<Flaw>();
    var messages = new HashSet<String>();
    for (var cheat : CHEATS.all()) {
      flaws.add(cheat.flaw());
      messages.add(((Refused) verify(cheat.signature(), cheat.trust(), AT)).detail());
    }

    assertTrue(CHEATS.all().size() >= 60, "ways: " + CHEATS.all().size());
    assertTrue(flaws.size() >= 50, "flaws: " + flaws.size());
    assertTrue(messages.size() >= 55, "messages: " + messages.size());
  }

  @Test
  void keysOfEveryAdmittedKindVerify() throws IOException {
    for (var kind : List.of("RSA:2048", "RSA:3072", "EC:secp384r1", "EC:secp521r1", "Ed25519:")) {
      var signer = new Draft("Acme " + kind, AT).key(kind).by(CHEATS.root());
      var signature = SignatureMaker.by(signer).over(CONTENT);

      assertInstanceOf(Verified.class, verify(signature, CHEATS.trust(), AT), kind);
    }
  }

  @Test
  void rsaWithProbabilisticPaddingVerifies() throws IOException {
    var signer = new Draft("Acme PSS", AT).key("RSA:2048").by(CHEATS.root());
    var maker = SignatureMaker.by(signer);

    assertInstanceOf(
        Verified.class,
        verify(maker.with("SHA256withRSAandMGF1").over(CONTENT), CHEATS.trust(), AT));
    assertEquals(
        Flaw.WeakDigest,
        ((Refused) verify(maker.with("SHA1withRSAandMGF1").over(CONTENT), CHEATS.trust(), AT))
            .flaw());
  }

  @Test
  void aTimestampKeepsASignatureValidWhenItsCertificateExpires() throws IOException {
    var signature = CHEATS.honest();
    var stamped =
        SignatureMaker.timestamped(
            signature,
            SignatureMaker.timestamp(CHEATS.clock(), SignatureMaker.signatureValue(signature), AT));
    var later = AT.plus(Duration.ofDays(3650));

    assertEquals(Flaw.Expired, ((Refused) verify(signature, CHEATS.trust(), later)).flaw());
    var verified = assertInstanceOf(Verified.class, verify(stamped, CHEATS.trust(), later));
    assertTrue(verified.timestamped());
    assertEquals(AT, verified.at());
  }

  @Test
  void whatWasSignedBeforeTheDateOfARevocationCounts() throws IOException {
    var revoked =
        Map.of(
            ((Verified) verify(CHEATS.honest(), CHEATS.trust(), AT)).fingerprint(),
            AT.plusSeconds(1));

    assertInstanceOf(
        Verified.class, verify(CHEATS.honest(), CHEATS.trust(revoked, Optional.empty()), AT));
    assertInstanceOf(
        Refused.class,
        verify(CHEATS.honest(), CHEATS.trust(revoked, Optional.empty()), AT.plusSeconds(1)));
  }

  @Test
  void anArchiveIsReadInPiecesFromItsFile() throws IOException {
    var file = Files.write(folder.resolve("archive.jar"), CONTENT);

    assertInstanceOf(
        Verified.class,
        SignatureVerifier.verify(
            CHEATS.honest(), SignedContent.of(file), "tax-rules", CHEATS.trust(), AT));
    Files.write(file, new byte[] {1});
    assertEquals(
        Flaw.OtherBytes,
        ((Refused)
                SignatureVerifier.verify(
                    CHEATS.honest(), SignedContent.of(file), "tax-rules", CHEATS.trust(), AT))
            .flaw());
  }

  @Test
  void anyByteChangedEndsInARefusalOrInTheSameSigner() throws IOException {
    var honest = CHEATS.rich();
    assertInstanceOf(Verified.class, verify(honest, CHEATS.trust(), AT));
    var random = new Random(Long.getLong("hotswap.fuzz.seed", 7));
    int rounds = Integer.getInteger("hotswap.fuzz.mutations", 4_000);
    int verified = 0;
    for (int i = 0; i < rounds; i++) {
      var changed = changed(honest, random);
      switch (verify(changed, CHEATS.trust(), AT)) {
        case Verified it -> {
          verified++;
          assertEquals("CN=Acme Lower", it.signer());
        }
        case Refused refused -> assertTrue(refused.detail().length() < 600, refused.detail());
      }
    }
    // Bytes that nothing is said about, such as the version, may change.
    assertTrue(verified < rounds / 20, verified + " of " + rounds);
  }

  @Test
  void anyByteChangedInACheatEndsInAnAnswer() throws IOException {
    var random = new Random(Long.getLong("hotswap.fuzz.seed", 7));
    for (var cheat : CHEATS.all()) {
      for (int i = 0; i < 25 && cheat.signature().length > 0; i++) {
        if (verify(changed(cheat.signature(), random), cheat.trust(), AT)
            instanceof Refused refused) {
          assertFalse(refused.detail().matches(".*(java|org)\\.[a-z]+\\..*"), refused.detail());
        }
      }
    }
  }

  @Test
  void nestingAndLengthsThatLieAreFoundBeforeAnythingIsParsed() throws IOException {
    var deep = new byte[SignatureVerifier.LARGEST];
    for (int i = 0; i < deep.length; i += 4) {
      int left = deep.length - i - 4;
      deep[i] = 0x30;
      deep[i + 1] = (byte) 0x82;
      deep[i + 2] = (byte) (left >> 8);
      deep[i + 3] = (byte) left;
    }
    var indefinite = new byte[SignatureVerifier.LARGEST];
    for (int i = 0; i < indefinite.length; i += 2) {
      indefinite[i] = 0x30;
      indefinite[i + 1] = (byte) 0x80;
    }
    byte[] lying = {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};

    for (var hostile : List.of(deep, indefinite, lying)) {
      assertEquals(Flaw.NotDer, ((Refused) verify(hostile, CHEATS.trust(), AT)).flaw());
    }
  }

  @Test
  void whatOpensslSignedVerifies() throws Exception {
    var trust = trusting("openssl-anchor.der");
    for (var kind : List.of("rsa", "ec", "keyid")) {
      var signature = resource("openssl-" + kind + ".cms");
      assertInstanceOf(
          Verified.class, verify(signature, trust, AT.plus(Duration.ofDays(30))), kind);
    }
  }

  /// By `localstack/launcher/publisher.py`.
  @Test
  void whatTheLocalStackSignedVerifies() throws Exception {
    var seenAt = AT.plus(Duration.ofDays(30));
    assertInstanceOf(
        Verified.class, verify(resource("launcher.cms"), trusting("launcher-anchor.der"), seenAt));
  }

  private static Trust trusting(String anchor) throws Exception {
    var certificate = Certificates.ofBase64(Base64.getEncoder().encodeToString(resource(anchor)));
    return new Trust(
        List.of(
            new Trust.Publisher(
                "Acme", List.of("*"), List.of(new Trust.Anchor(certificate, Optional.empty())))),
        List.of(),
        Map.of());
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = SignatureVerifierTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static byte[] changed(byte[] honest, Random random) {
    var bytes = honest.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static SignatureVerdict verify(byte[] signature, Trust trust, Instant seenAt)
      throws IOException {
    return SignatureVerifier.verify(signature, contents(), "tax-rules", trust, seenAt);
  }

  private static SignedContent contents() {
    return algorithm ->
        Optional.of(Algorithms.hex(Algorithms.messageDigest(algorithm).digest(CONTENT)));
  }
}

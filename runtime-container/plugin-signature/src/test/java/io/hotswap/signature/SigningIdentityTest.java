package io.hotswap.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.signature.SignatureVerdict.Verified;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an author signs is what the verifier takes.
class SigningIdentityTest {
  private static final Instant NOW = Instant.now();

  @TempDir Path folder = Path.of("");
  private final Identity root = Identity.authority("Acme Root", NOW);
  private Path archive = Path.of("");

  @BeforeEach
  void write() throws Exception {
    archive = Files.writeString(folder.resolve("greeter.jar"), "an archive");
  }

  private SignatureVerdict verdict(byte[] signature) throws Exception {
    var anchor = new Trust.Anchor(root.certificate(), Optional.empty());
    var trust =
        new Trust(
            List.of(new Trust.Publisher("acme", List.of("*"), List.of(anchor))),
            List.of(),
            Map.of());
    return SignatureVerifier.verify(
        signature, SignedContent.of(archive), "greeter", trust, Instant.now());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA:2048", "EC:secp256r1", "EC:secp384r1", "Ed25519:"})
  void an_archive_is_signed_with_every_kind_of_key_that_is_admitted(String kind) throws Exception {
    var signer = new Identity.Draft("Acme Release", NOW).key(kind).by(root);
    var identity = SigningIdentity.of(PemText.of(signer.certificate()), PemText.of(signer.key()));
    var verdict = assertInstanceOf(Verified.class, verdict(identity.sign(archive)));
    assertEquals("CN=Acme Release", verdict.signer());
  }

  @Test
  void certificates_of_intermediate_authorities_go_with_the_signature() throws Exception {
    var middle = new Identity.Draft("Acme Middle", NOW).authority(0).by(root);
    var signer = middle.signer("Acme Lower", NOW);
    var chain = PemText.of(signer.certificate()) + PemText.of(middle.certificate());
    var signature = SigningIdentity.of(chain, PemText.of(signer.key())).sign(archive);
    assertInstanceOf(Verified.class, verdict(signature));
  }

  @Test
  void the_key_of_another_certificate_signs_nothing() throws Exception {
    var certificate = PemText.of(root.signer("Acme Release", NOW).certificate());
    var other = PemText.of(root.signer("Acme Other", NOW).key());
    var identity = SigningIdentity.of(certificate, other);
    var refused = assertThrows(IllegalArgumentException.class, () -> identity.sign(archive));
    assertTrue(
        refused.getMessage().startsWith("The signature was not made by the key of its certificate"),
        refused.getMessage());
  }

  @Test
  void a_key_that_no_registry_takes_signs_nothing() throws Exception {
    var weak = new Identity.Draft("Acme 1024", NOW).key("RSA:1024").by(root);
    var identity = SigningIdentity.of(PemText.of(weak.certificate()), PemText.of(weak.key()));
    var refused = assertThrows(IllegalArgumentException.class, () -> identity.sign(archive));
    assertEquals(
        "The RSA key of CN=Acme 1024 has 1024 bits. Use 2048 to 8192 bits.", refused.getMessage());
  }

  @Test
  void files_of_another_kind_are_told() {
    var signer = root.signer("Acme Release", NOW);
    var key = PemText.of(signer.key());
    var certificate = PemText.of(signer.certificate());
    assertEquals("there is no certificate in PEM (-----BEGIN CERTIFICATE-----)", refused(key, key));
    assertTrue(refused(certificate, certificate).contains("openssl pkcs8 -topk8 -nocrypt"));
    assertTrue(refused(certificate, key + key).contains("no single key"));
    assertTrue(
        refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END", key)
            .startsWith("the certificate cannot be read"));
    var rsa = new Identity.Draft("Acme RSA", NOW).key("RSA:2048").by(root);
    assertEquals(
        "the key is not that of the certificate CN=Acme RSA",
        refused(PemText.of(rsa.certificate()), key));
  }

  private static String refused(String certificates, String key) {
    return assertThrows(IllegalArgumentException.class, () -> SigningIdentity.of(certificates, key))
        .getMessage();
  }
}

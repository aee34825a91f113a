package io.hotswap.runtime.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.trust.ArchiveSignatures;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.SignaturePolicy;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.disk.SignatureFiles;
import io.hotswap.runtime.disk.TrustFile;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Trusting;
import io.hotswap.signature.Certificates;
import io.hotswap.signature.Cheats;
import io.hotswap.signature.Identity;
import io.hotswap.signature.SignatureMaker;
import io.hotswap.signature.SignatureVerdict.Refused;
import io.hotswap.signature.SignatureVerifier;
import io.hotswap.signature.SignedContent;
import io.hotswap.signing.CmsArchiveSignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedBinariesTest {
  private static final Instant NOW = Instant.now();
  private static final byte[] CONTENT = "an archive".getBytes(UTF_8);
  private static final String PLUGIN = "tax-rules";

  @TempDir Path root;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final Identity authority = Identity.authority("Acme Root", NOW);
  private final Identity signer = authority.signer("Acme Release", NOW);
  private final AtomicInteger verifications = new AtomicInteger();
  private RoutedVersion version;
  private Path file;
  private NodeTrust nodeTrust;
  private SignedBinaries binaries;
  private long changes;

  @BeforeEach
  void start() throws IOException {
    version = controlPlane.register("1.0.0", CONTENT);
    file = Files.write(root.resolve("archive"), CONTENT);
    restart();
  }

  private void restart() {
    var directory = new DataDirectory(root);
    directory.prepare();
    nodeTrust =
        new NodeTrust(
            controlPlane,
            new TrustFile(directory),
            new Reachability("trust", new NodeMetrics(InMemoryControlPlane.ENVIRONMENT)));
    nodeTrust.restore();
    binaries =
        new SignedBinaries(
            nodeTrust, controlPlane, new Counted(verifications), new SignatureFiles(directory));
  }

  /** Verifies, and counts. */
  private record Counted(AtomicInteger verifications) implements ArchiveSignatures {
    @Override
    public Result<VersionSignature> verify(
        String cms, Path archive, String plugin, TrustDocument trust, Instant seenAt) {
      return new CmsArchiveSignatures().verify(cms, archive, plugin, trust, seenAt);
    }

    @Override
    public Optional<Refusal> refusal(
        VersionSignature signature, String plugin, TrustDocument trust) {
      verifications.incrementAndGet();
      return new CmsArchiveSignatures().refusal(signature, plugin, trust);
    }
  }

  private void trust(TrustDocument document) {
    controlPlane.trust(document);
    nodeTrust.follow(++changes);
  }

  private void signed(VersionSignature signature) {
    controlPlane.signatures.put(version.digest(), signature);
  }

  private Optional<String> refusal() throws IOException {
    var ref =
        new PluginRef(
            PluginId.of(PLUGIN), PLUGIN, InMemoryControlPlane.ENVIRONMENT, version, "traceparent");
    try (var binary = MappedJar.open(file)) {
      return binaries.refusal(ref, binary);
    }
  }

  @Test
  void no_cheat_is_loaded_and_each_is_told_as_the_verifier_tells_it() throws Exception {
    var cheats = new Cheats(CONTENT, PLUGIN, NOW);
    var told = new HashSet<String>();
    int tried = 0;
    for (var cheat : cheats.all()) {
      signed(Trusting.signature(cheat.signature(), CONTENT, NOW));
      trust(Trusting.document(++tried, cheat.trust(), SignaturePolicy.Optional));
      var refusal = refusal().orElse("");
      var verdict =
          SignatureVerifier.verify(
              cheat.signature(), SignedContent.of(file), PLUGIN, cheat.trust(), NOW);
      assertEquals(cheat.flaw(), ((Refused) verdict).flaw(), cheat.name());
      assertEquals(((Refused) verdict).detail(), refusal, cheat.name());
      told.add(refusal);
    }
    assertTrue(tried >= 65, "tried: " + tried);
    assertTrue(told.size() >= tried - 10, told.size() + " sentences of " + tried);
    signed(Trusting.signature(cheats.honest(), CONTENT, NOW));
    trust(Trusting.document(tried + 1, cheats.trust()));
    assertEquals(Optional.empty(), refusal());
  }

  @Test
  void what_the_stored_signature_says_of_the_bytes_counts_for_nothing() throws Exception {
    var others = "other bytes".getBytes(UTF_8);
    trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    signed(Trusting.signature(signer, others, NOW));
    assertEquals(Optional.of("The signature is over other bytes than these."), refusal());
  }

  @Test
  void an_unsigned_binary_is_loaded_only_where_no_signature_is_required() throws Exception {
    trust(Trusting.document(1, Trusting.in(authority, Map.of()), SignaturePolicy.Optional));
    assertEquals(Optional.empty(), refusal());
    trust(Trusting.document(2, Trusting.in(authority, Map.of())));
    assertEquals(
        Optional.of("tax-rules 1.0.0 is unsigned, and Development takes signed versions only."),
        refusal());
    signed(Trusting.signature(signer, CONTENT, NOW));
    assertEquals(Optional.empty(), refusal());
  }

  @Test
  void under_one_generation_it_is_verified_once_also_across_restarts() throws Exception {
    signed(Trusting.signature(signer, CONTENT, NOW));
    trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    assertEquals(Optional.empty(), refusal());
    assertEquals(Optional.empty(), refusal());
    assertEquals(1, verifications.get());
    controlPlane.away = true;
    restart();
    assertEquals(Optional.empty(), refusal());
    assertEquals(1, verifications.get());
    assertEquals(1, controlPlane.signatureReads.get());
  }

  @Test
  void a_revoked_certificate_is_refused_with_the_control_plane_gone() throws Exception {
    signed(Trusting.signature(signer, CONTENT, NOW));
    trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    assertEquals(Optional.empty(), refusal());
    var revoked = Map.of(Certificates.fingerprint(signer.certificate()), Instant.EPOCH);
    trust(Trusting.document(2, Trusting.in(authority, revoked)));
    controlPlane.away = true;
    for (int i = 0; i < 2; i++) {
      var refusal = refusal().orElse("");
      assertTrue(
          refusal.startsWith("The signer's certificate CN=Acme Release is revoked"), refusal);
      restart();
    }
  }

  @Test
  void a_trust_document_that_cannot_be_read_leaves_the_last_one_in_force() throws Exception {
    signed(Trusting.signature(signer, CONTENT, NOW));
    trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    controlPlane.trustAway = true;
    var revoked = Map.of(Certificates.fingerprint(signer.certificate()), Instant.EPOCH);
    trust(Trusting.document(2, Trusting.in(authority, revoked)));
    assertEquals(Optional.empty(), refusal());
    controlPlane.trustAway = false;
    // The same count of changes: what was not read is read at the next poll.
    nodeTrust.follow(changes);
    assertTrue(refusal().isPresent());
  }

  @Test
  void a_version_that_was_signed_anew_is_loaded_though_its_first_signature_is_refused()
      throws Exception {
    signed(Trusting.signature(signer, CONTENT, NOW));
    trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    assertEquals(Optional.empty(), refusal());
    var revoked = Map.of(Certificates.fingerprint(signer.certificate()), Instant.EPOCH);
    trust(Trusting.document(2, Trusting.in(authority, revoked)));
    assertTrue(refusal().isPresent());
    signed(Trusting.signature(authority.signer("Acme Later", NOW), CONTENT, NOW));
    assertEquals(Optional.empty(), refusal());
  }

  @Test
  void what_is_blocked_is_not_loaded_though_it_is_signed_and_was_admitted_before()
      throws Exception {
    signed(Trusting.signature(signer, CONTENT, NOW));
    trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    assertEquals(Optional.empty(), refusal());
    var document = Trusting.document(1, Trusting.in(authority, Map.of()));
    trust(
        new TrustDocument(
            2,
            document.publishers(),
            List.of(),
            List.of(),
            document.policies(),
            List.of(new BlockedBinary(version.digest(), PLUGIN, "1.0.0", "Eicar", NOW))));
    var refusal = refusal().orElse("");
    assertTrue(refusal.startsWith("Malware was found in these bytes"), refusal);
  }

  @Test
  void a_damaged_file_on_disk_is_asked_for_again() throws Exception {
    signed(Trusting.signature(signer, CONTENT, NOW));
    trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    assertEquals(Optional.empty(), refusal());
    Files.writeString(root.resolve("signatures").resolve(version.digest().hex()), "1\n");
    Files.writeString(root.resolve("trust"), "nonsense");
    restart();
    nodeTrust.follow(++changes);
    assertEquals(Optional.empty(), refusal());
    assertEquals(2, controlPlane.signatureReads.get());
  }

  @Test
  void before_anybody_is_known_to_be_trusted_only_what_may_be_unsigned_is_loaded()
      throws Exception {
    controlPlane.away = true;
    assertEquals(Optional.empty(), refusal());
  }

  @Test
  void a_signature_that_cannot_be_read_is_waited_for_where_one_is_required() throws Exception {
    trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    controlPlane.away = true;
    var refusal = refusal().orElse("");
    assertTrue(refusal.startsWith("its signature could not be read"), refusal);
    controlPlane.away = false;
    trust(Trusting.document(2, Trusting.in(authority, Map.of()), SignaturePolicy.Optional));
    controlPlane.away = true;
    assertEquals(Optional.empty(), refusal());
  }

  @Test
  void other_digests_than_the_identity_are_computed_from_the_bytes() throws Exception {
    trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    var cms = SignatureMaker.by(signer).with("SHA512withECDSA").over(CONTENT);
    var stored = Trusting.signature(cms, CONTENT, NOW);
    signed(
        new VersionSignature(
            stored.cms(),
            "SHA-512",
            "00",
            stored.publisher(),
            stored.signer(),
            stored.fingerprint(),
            stored.seenAt(),
            stored.timestampedAt()));
    assertEquals(Optional.empty(), refusal());
  }
}

package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.Trusting;
import io.hotswap.signature.Certificates;
import io.hotswap.signature.Identity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the stack trusts decides what a node loads. */
class SignedLoadsTest {
  private static final Instant NOW = Instant.now();

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final Identity authority = Identity.authority("Acme Root", NOW);
  private final Identity signer = authority.signer("Acme Release", NOW);
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    controlPlane.trust(Trusting.document(1, Trusting.in(authority, Map.of())));
    node = new NodeUnderTest(directory, controlPlane, issuer);
    controlPlane.publish(Documents.serving("echo", 1, signed("1.0.0")));
    node.awaitAnswer("echo", "1.0.0");
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  private RoutedVersion unsigned(String version) {
    return controlPlane.register(version, PluginSource.echo("echo", version).jar());
  }

  private RoutedVersion signed(String version) {
    var routed = unsigned(version);
    sign(routed);
    return routed;
  }

  private void sign(RoutedVersion routed) {
    var content = controlPlane.stored.get(routed.digest());
    controlPlane.signatures.put(
        routed.digest(), Trusting.signature(signer, content, Instant.now()));
  }

  private String refusal(long generation, String version) throws Exception {
    controlPlane.awaitAck("echo", generation);
    var ack = controlPlane.lastAck("echo").orElseThrow();
    assertEquals(VersionState.Failed, ack.versions().get(version), ack.toString());
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    return ack.problem().orElse("");
  }

  @Test
  void an_unsigned_version_is_refused_beside_the_one_that_serves_until_it_is_signed()
      throws Exception {
    var next = unsigned("1.1.0");
    controlPlane.publish(Documents.serving("echo", 2, next));
    assertTrue(
        refusal(2, "1.1.0")
            .contains("echo 1.1.0 is unsigned, and Development takes signed versions only."),
        refusal(2, "1.1.0"));
    sign(next);
    node.awaitAnswer("echo", "1.1.0");
  }

  @Test
  void a_revocation_stops_new_loads_with_the_next_poll_and_not_what_serves() throws Exception {
    var next = signed("1.1.0");
    var revoked = Map.of(Certificates.fingerprint(signer.certificate()), Instant.EPOCH);
    controlPlane.trust(Trusting.document(2, Trusting.in(authority, revoked)));
    controlPlane.publish(Documents.serving("echo", 2, next));
    var refusal = refusal(2, "1.1.0");
    assertTrue(
        refusal.contains("The signer's certificate CN=Acme Release is revoked for signatures"),
        refusal);
  }

  @Test
  void with_the_control_plane_gone_a_restarted_node_loads_what_it_has_verified() throws Exception {
    int reads = controlPlane.signatureReads.get();
    node.close();
    controlPlane.away = true;
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertEquals(reads, controlPlane.signatureReads.get());
    controlPlane.away = false;
  }
}

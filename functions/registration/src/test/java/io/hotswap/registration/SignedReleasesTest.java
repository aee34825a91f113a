package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.BlockingBinaries;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.audit.DynamoAuditEntries;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.signature.Certificates;
import io.hotswap.signature.Identity;
import io.hotswap.signature.SignatureMaker;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What serves under a certificate, and what is blocked for nobody's sake any more.
class SignedReleasesTest extends RegistrationTest {
  private static final Instant NOW = Instant.now();
  private static final String NAME = "under-certificate";
  private static final Origin SYSTEM = Origin.system("test", "r", "");

  private final Stores stores = new Stores(DYNAMO, S3, new Tables(ENVIRONMENT), Clock.systemUTC());

  @Test
  void what_serves_is_named_by_its_signers_certificate_and_by_that_of_its_authority()
      throws CertificateEncodingException {
    var root = Identity.authority("Serving Root", NOW);
    var anchor = base64(root.certificate().getEncoded());
    var publisher = Map.of("plugins", List.of(NAME), "anchors", List.of(anchor));
    as(Role.Admin, "PUT", "/api/v1/publishers/serving").json(publisher).send();
    var signer = root.signer("Serving Release", NOW);
    var binary = plugin(NAME, "1.0.0");
    var signature = base64(SignatureMaker.by(signer).over(binary));
    var body = Map.of("name", NAME, "content", base64(binary), "signature", signature);
    assertEquals(201, register(body).status());
    assertEquals(List.of(), releases(signer));
    serve(binary);
    for (var it : List.of(signer, root)) {
      var found = releases(it);
      assertEquals(1, found.size(), found.toString());
      assertEquals("Serving", found.getFirst().path("use").asText());
      assertEquals("1.0.0", found.getFirst().path("release").asText());
      assertEquals(NAME, found.getFirst().path("plugin").asText());
      assertTrue(found.getFirst().path("refused").isMissingNode());
    }
    assertEquals(List.of(), releases(root.signer("Another", NOW)));
    var revocation =
        Map.of("fingerprint", Certificates.fingerprint(signer.certificate()), "reason", "stolen");
    as(Role.Admin, "POST", "/api/v1/trust/revocations").json(revocation).send();
    var refused = releases(signer).getFirst().path("refused").asText();
    assertTrue(refused.contains("CN=Serving Release is revoked"), refused);
  }

  private static List<JsonNode> releases(Identity of) {
    var path =
        "/api/v1/trust/certificates/%s/releases?environment=QA&limit=100"
            .formatted(Certificates.fingerprint(of.certificate()));
    var listed = get(path);
    Documented.conforms(Action.LIST_SIGNED_RELEASES, listed);
    return listed.body().path("items").valueStream().toList();
  }

  private void serve(byte[] binary) {
    var id = PluginId.of(NAME);
    var version = new RoutedVersion("1.0.0", Digest.parse(sha256(binary)), binary.length, "d", "t");
    var document =
        new RoutingDraft(id, NAME, Environment.QA)
            .withVersion(version)
            .withDefaultVersion(Optional.of("1.0.0"))
            .build("d", NOW, "t");
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.routing(Environment.QA, id),
            NOW,
            "switched",
            SYSTEM,
            Map.of(),
            Map.of());
    assertTrue(stores.routing().commit(document, audit));
  }

  @Test
  void bytes_of_a_version_that_is_gone_are_unblocked_and_of_one_that_is_there_are_not() {
    var binary = plugin("once-blocked", "1.0.0");
    block(binary);
    assertProblem(
        Action.REGISTER_PLUGIN, inline("once-blocked", binary), 409, "binary-blocked", "#archive");
    assertEquals(204, unblock(sha256(binary)).status());
    assertEquals("unblockBinary", lastOfTrust());
    assertEquals(201, inline("once-blocked", binary).status());
    block(binary);
    var registered = unblock("sha256:" + sha256(binary));
    assertProblem(Action.UNBLOCK_BINARY, registered, 409, "binary-blocked", "#digest");
    assertTrue(registered.toString().contains("/scan"), registered.toString());
    assertTrue(stores.trustDocuments().current().blocked(Digest.parse(sha256(binary))).isPresent());
  }

  @Test
  void what_is_not_blocked_cannot_be_unblocked() {
    assertProblem(Action.UNBLOCK_BINARY, unblock("0".repeat(64)), 404, "binary-not-found");
  }

  private static Reply unblock(String digest) {
    return as(Role.Admin, "DELETE", "/api/v1/trust/blocked/" + digest).send();
  }

  private void block(byte[] binary) {
    new BlockingBinaries(stores.trustDocuments(), Clock.systemUTC())
        .block(
            new BlockedBinary(
                Digest.parse(sha256(binary)), "once-blocked", "1.0.0", "Eicar", Instant.now()),
            SYSTEM);
  }

  private static String lastOfTrust() {
    var entries = new DynamoAuditEntries(DYNAMO, new Tables(ENVIRONMENT));
    return entries
        .of(AuditSubject.trust(), PageRequest.first(1))
        .items()
        .getFirst()
        .record()
        .action();
  }
}

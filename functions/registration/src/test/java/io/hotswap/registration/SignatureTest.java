package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.registry.DynamoTrustDocuments;
import io.hotswap.signature.Certificates;
import io.hotswap.signature.Cheats;
import io.hotswap.signature.Identity;
import io.hotswap.signature.SignatureMaker;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class SignatureTest extends RegistrationTest {
  private static final Instant NOW = Instant.now();

  @Test
  void a_signed_version_shows_who_signed_it_and_an_unsigned_one_that_it_is_not() {
    var root = Identity.authority("Signed Root", NOW);
    publisher("signed-publisher", List.of("signed-*"), false, root);
    var signer = root.signer("Signed Release", NOW);
    var binary = plugin("signed-shown", "1.0.0");

    var registered = signed("signed-shown", binary, signer);
    assertEquals(201, registered.status(), registered.toString());
    Documented.conforms(Action.REGISTER_PLUGIN, registered);
    var shown = registered.body().at("/version/signature");
    assertEquals("signed by signed-publisher", shown.path("summary").asText());
    assertEquals("CN=Signed Release", shown.path("signer").asText());
    assertEquals(
        Certificates.fingerprint(signer.certificate()), shown.path("fingerprint").asText());

    assertEquals(201, inline("signed-shown", plugin("signed-shown", "1.1.0")).status());
    var listed = get(PLUGINS + "/signed-shown/versions");
    Documented.conforms(Action.LIST_VERSIONS, listed);
    assertEquals(
        List.of("unsigned", "signed by signed-publisher"),
        listed.body().path("items").findValues("signature").stream()
            .map(it -> it.path("summary").asText())
            .toList());
    assertTrue(
        audited(registered.body().path("pluginId").asText())
            .getFirst()
            .after()
            .getOrDefault("signature", "")
            .startsWith("by signed-publisher"));
  }

  @Test
  void no_cheat_is_registered_and_nothing_of_it_is_stored() {
    var binary = plugin("cheat-plugin", "1.0.0");
    var cheats = new Cheats(binary, "cheat-plugin", NOW);
    var messages = new HashSet<String>();
    int tried = 0;
    for (var cheat : cheats.all()) {
      if (!cheat.trust().equals(cheats.trust()) || cheat.signature().length == 0) {
        continue;
      }
      publish(cheats);
      var before = objects("binaries/");
      var reply =
          register(
              Map.of(
                  "name", "cheat-plugin",
                  "content", base64(binary),
                  "signature", base64(cheat.signature())));
      assertEquals(400, reply.status(), cheat.name());
      assertEquals(before, objects("binaries/"), cheat.name());
      messages.add(reply.body().path("detail").asText());
      tried++;
    }
    assertTrue(tried >= 50, "tried: " + tried);
    assertTrue(messages.size() >= tried - 6, messages.size() + " messages of " + tried);
    assertEquals(404, get(PLUGINS + "/cheat-plugin").status());
  }

  @Test
  void of_a_publisher_that_signs_everything_nothing_unsigned_is_registered() {
    publisher("strict", List.of("strict-plugin"), true, Identity.authority("Strict Root", NOW));
    var reply = inline("strict-plugin", plugin("strict-plugin", "1.0.0"));
    assertProblem(Action.REGISTER_PLUGIN, reply, 409, "signature-required", "/signature");
  }

  @Test
  void a_retired_anchor_admits_nothing_new_and_a_revoked_certificate_nothing() {
    var first = Identity.authority("Retired Root", NOW);
    var second = Identity.authority("Later Root", NOW);
    publisher("retiring", List.of("retiring-*"), true, first, second);
    publisher("retiring", List.of("retiring-*"), true, second);
    var binary = plugin("retiring-plugin", "1.0.0");
    assertProblem(
        Action.REGISTER_PLUGIN,
        signed("retiring-plugin", binary, first.signer("Retired Release", NOW)),
        400,
        "signature-refused",
        "/signature");
    var signer = second.signer("Later Release", NOW);
    var revoked =
        as(Role.Admin, "POST", "/api/v1/trust/revocations")
            .json(
                Map.of(
                    "fingerprint",
                    Certificates.fingerprint(signer.certificate()),
                    "reason",
                    "stolen",
                    "onServing",
                    "RollBack"))
            .send();
    assertEquals(
        List.of("RollBack"), revoked.body().path("revocations").findValuesAsText("onServing"));
    assertEquals(200, revoked.status(), revoked.toString());
    Documented.conforms(Action.REVOKE_CERTIFICATE, revoked);
    var refused = signed("retiring-plugin", binary, signer);
    assertTrue(refused.body().path("detail").asText().contains("is revoked"), refused.toString());
    assertEquals(
        201, signed("retiring-plugin", binary, second.signer("Other Release", NOW)).status());
  }

  @Test
  void an_upload_is_signed_when_it_is_completed() {
    var root = Identity.authority("Upload Root", NOW);
    publisher("uploading", List.of("uploaded-*"), true, root);
    var binary = plugin("uploaded-signed", "1.0.0");
    assertProblem(
        Action.REGISTER_PLUGIN,
        register(Map.of("name", "uploaded-signed", "size", binary.length, "signature", "AAAA")),
        400,
        "malformed-body",
        "/signature");
    assertEquals(409, completed(binary, Map.of()).status());
    var signature = SignatureMaker.by(root.signer("Upload Release", NOW)).over(binary);
    var signed = completed(binary, Map.of("signature", base64(signature)));
    assertEquals(201, signed.status(), signed.toString());
    Documented.conforms(Action.COMPLETE_UPLOAD, signed);
    assertEquals("signed by uploading", signed.body().at("/version/signature/summary").asText());
  }

  private static Reply completed(byte[] binary, Map<String, ?> body) {
    var upload =
        register(Map.of("name", "uploaded-signed", "size", binary.length)).body().path("upload");
    S3.putObject(
        it -> it.bucket(bucket()).key("uploads/" + upload.path("uploadId").asText()),
        RequestBody.fromBytes(binary));
    return as(
            Role.Developer,
            "POST",
            PLUGINS + "/uploads/" + upload.path("uploadId").asText() + "/complete")
        .json(body)
        .send();
  }

  @Test
  void a_version_keeps_the_signature_that_it_was_registered_with() {
    var root = Identity.authority("Keeping Root", NOW);
    publisher("keeping", List.of("keeping-plugin"), false, root);
    var binary = plugin("keeping-plugin", "1.0.0");
    assertEquals(201, inline("keeping-plugin", binary).status());
    assertProblem(
        Action.REGISTER_PLUGIN,
        signed("keeping-plugin", binary, root.signer("Keeping Release", NOW)),
        409,
        "version-exists",
        "/signature");
    assertEquals(201, inline("keeping-plugin", binary).status());
  }

  @Test
  void a_registered_version_is_signed_later_and_again_when_its_certificate_is_revoked() {
    var binary = plugin("later-plugin", "1.0.0");
    assertEquals(201, inline("later-plugin", binary).status());
    var root = Identity.authority("Late Root", NOW);
    publisher("late", List.of("later-plugin"), true, root);
    var first = root.signer("Late Release", NOW);
    var signed = sign("later-plugin", "1.0.0", SignatureMaker.by(first).over(binary));
    assertEquals(200, signed.status(), signed.toString());
    Documented.conforms(Action.SIGN_VERSION, signed);
    assertEquals("CN=Late Release", signed.body().path("signer").asText());
    revoke(first);
    var again = root.signer("Late Successor", NOW);
    assertEquals(
        200, sign("later-plugin", "1.0.0", SignatureMaker.by(again).over(binary)).status());
    var shown = get(PLUGINS + "/later-plugin/versions/1.0.0");
    assertEquals("CN=Late Successor", shown.body().at("/signature/signer").asText());
    var nodes = new DynamoTrustDocuments(DYNAMO, S3, new Tables(ENVIRONMENT));
    assertEquals(
        Optional.of("CN=Late Successor"),
        nodes.signature(Digest.of(Digest.sha256().digest(binary))).map(VersionSignature::signer));
    var audits = audited(shown.body().path("pluginId").asText());
    assertEquals("signVersion", audits.getLast().action());
    assertTrue(
        String.valueOf(audits.getLast().before().get("signature"))
            .contains(Certificates.fingerprint(first.certificate())));
    var refused = sign("later-plugin", "1.0.0", SignatureMaker.by(first).over(binary));
    assertProblem(Action.SIGN_VERSION, refused, 400, "signature-refused", "/signature");
    assertProblem(
        Action.SIGN_VERSION,
        sign("later-plugin", "9.9.9", SignatureMaker.by(again).over(binary)),
        404,
        "version-not-found");
    assertEquals(204, as(Role.Admin, "DELETE", PLUGINS + "/later-plugin").send().status());
    assertEquals(Optional.empty(), nodes.signature(Digest.of(Digest.sha256().digest(binary))));
  }

  private static Reply sign(String plugin, String version, byte[] signature) {
    return as(Role.Developer, "PUT", PLUGINS + "/" + plugin + "/versions/" + version + "/signature")
        .json(Map.of("signature", base64(signature)))
        .send();
  }

  private static void revoke(Identity signer) {
    var revoked =
        as(Role.Admin, "POST", "/api/v1/trust/revocations")
            .json(
                Map.of(
                    "fingerprint",
                    Certificates.fingerprint(signer.certificate()),
                    "reason",
                    "stolen"))
            .send();
    assertEquals(200, revoked.status(), revoked.toString());
  }

  @Test
  void who_signs_the_same_bytes_again_sends_the_same_version_again() {
    var root = Identity.authority("Again Root", NOW);
    publisher("again", List.of("again-plugin"), true, root);
    var binary = plugin("again-plugin", "1.0.0");
    var first = signed("again-plugin", binary, root.signer("Again Release", NOW));
    assertEquals(201, first.status(), first.toString());
    var second = signed("again-plugin", binary, root.signer("Again Later", NOW));
    assertEquals(201, second.status(), second.toString());
    assertEquals(first.body().at("/version/signature"), second.body().at("/version/signature"));
  }

  @Test
  void policies_and_authorities_are_shown_as_they_are_in_force() {
    publisher("shown", List.of("shown-*"), true, Identity.authority("Shown Root", NOW));
    var set =
        as(Role.Admin, "PUT", "/api/v1/trust")
            .json(
                Map.of(
                    "policies",
                    Map.of("QA", "Required"),
                    "isolation",
                    Map.of("QA", Map.of("sharing", List.of("shown"), "others", "Locked")),
                    "timestampAuthorities",
                    List.of(base64(der(Identity.authority("Shown Clock", NOW))))))
            .send();
    assertEquals(200, set.status(), set.toString());
    Documented.conforms(Action.SET_TRUST, set);
    var shown = as(Role.Viewer, "GET", "/api/v1/trust").send();
    Documented.conforms(Action.VIEW_TRUST, shown);
    assertEquals("Required", shown.body().at("/policies/QA").asText());
    assertEquals("Required", shown.body().at("/policies/Production").asText());
    assertEquals("Optional", shown.body().at("/policies/Development").asText());
    assertEquals("Locked", shown.body().at("/isolation/QA/others").asText());
    assertEquals("shown", shown.body().at("/isolation/QA/sharing/0").asText());
    assertTrue(shown.body().at("/isolation/Production").isMissingNode(), shown.toString());
    assertEquals(
        List.of("CN=Shown Clock"),
        shown.body().path("timestampAuthorities").findValuesAsText("subject"));
  }

  @Test
  void an_environment_shares_its_nodes_with_publishers_only() {
    var stranger = Map.of("sharing", List.of("nobody-known"), "others", "Locked");
    assertProblem(
        Action.SET_TRUST,
        as(Role.Admin, "PUT", "/api/v1/trust")
            .json(Map.of("isolation", Map.of("QA", stranger)))
            .send(),
        400,
        "invalid-trust",
        "/isolation/QA/sharing");
  }

  @Test
  void what_cannot_be_trusted_is_refused_with_its_place() {
    var root = Identity.authority("Place Root", NOW);
    publisher("place", List.of("place-*"), true, root);
    assertProblem(
        Action.SET_PUBLISHER,
        put("other-place", List.of("place-*"), true),
        400,
        "invalid-trust",
        "/plugins/0");
    assertProblem(
        Action.SET_PUBLISHER,
        put("other-place", List.of(), true, base64(der(root))),
        400,
        "invalid-trust",
        "/anchors/0");
    assertProblem(
        Action.REVOKE_CERTIFICATE,
        as(Role.Admin, "POST", "/api/v1/trust/revocations")
            .json(
                Map.of(
                    "fingerprint", "0".repeat(64),
                    "from", "2026-02-30T00:00:00Z",
                    "reason", "stolen"))
            .send(),
        400,
        "malformed-body",
        "/from");
  }

  /// Over and over: other tests revoke and retire nothing of it.
  private static void publish(Cheats cheats) {
    for (var it : cheats.trust().publishers()) {
      var anchors =
          it.anchors().stream().map(anchor -> base64(encoded(anchor.certificate()))).toList();
      var name = "cheats-" + it.name().toLowerCase(Locale.ROOT);
      assertEquals(200, put(name, it.names(), false, anchors.toArray(String[]::new)).status());
    }
    var clocks =
        cheats.trust().timestampAuthorities().stream().map(it -> base64(encoded(it))).toList();
    assertEquals(
        200,
        as(Role.Admin, "PUT", "/api/v1/trust")
            .json(Map.of("timestampAuthorities", clocks))
            .send()
            .status());
  }

  private static Reply signed(String name, byte[] binary, Identity signer) {
    return register(
        Map.of(
            "name", name,
            "content", base64(binary),
            "signature", base64(SignatureMaker.by(signer).over(binary))));
  }

  private static void publisher(
      String name, List<String> plugins, boolean signedOnly, Identity... anchors) {
    var encoded = new String[anchors.length];
    for (int i = 0; i < anchors.length; i++) {
      encoded[i] = base64(der(anchors[i]));
    }
    var reply = put(name, plugins, signedOnly, encoded);
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.SET_PUBLISHER, reply);
  }

  private static Reply put(
      String name, List<String> plugins, boolean signedOnly, String... anchors) {
    Map<String, Object> body = new HashMap<>();
    body.put("plugins", plugins);
    body.put("signedOnly", signedOnly);
    body.put("anchors", List.of(anchors));
    return as(Role.Admin, "PUT", "/api/v1/publishers/" + name).json(body).send();
  }

  private static byte[] der(Identity identity) {
    return encoded(identity.certificate());
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }
}

package io.hotswap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/// What a newcomer gets wrong, through the gateway: a clear problem document and nothing stored.
class RefusalsIT {
  private final Client developer = Client.as("DEVELOPER");

  @Test
  void bytes_that_are_no_plugin_are_refused_with_every_reason() throws Exception {
    refused(400, inline("no-zip", "rubbish".getBytes(StandardCharsets.UTF_8)), "#archive");
    refused(400, inline("empty", zip(Map.of("a.txt", "a"))), "#archive");
    refused(400, inline("traversal", zip(Map.of("../evil", "x"))), "#archive");
    var ten = problem(400, inline("ten", zip(Map.of("META-INF/hotswap-plugin.json", "{}"))));
    assertTrue(ten.at("/errors").size() >= 5, ten.toPrettyString());
    for (var name : List.of("no-zip", "empty", "traversal", "ten")) {
      developer.get("/plugins/" + name).expect(404);
    }
  }

  @Test
  void bodies_that_are_not_what_was_asked_for_name_the_field() throws Exception {
    refused(400, developer.post("/plugins", "{\"name\":"), "");
    refused(400, developer.post("/plugins", "{}"), "/name");
    refused(
        400,
        developer.post("/plugins", "{\"name\":\"x\",\"size\":1,\"colour\":\"red\"}"),
        "/colour");
    problem(413, developer.post("/plugins", "{\"name\":\"x\",\"size\":105906176}"));
    refused(
        400,
        developer.post(
            "/deployments", Client.deployment("x", "1.0.0").replace("Direct", "Sideways")),
        "/strategy");
    refused(
        400,
        developer.post(
            "/deployments", Client.deployment("x", "1.0.0").replace("Development", "Moon")),
        "/environment");
    refused(400, developer.post("/deployments", Client.deployment("x", "one")), "/version");
    problem(404, developer.deploy("no-such-plugin", "1.0.0"));
    problem(404, developer.post("/plugins/uploads/" + UUID.randomUUID() + "/complete", "{}"));
    var noRoute = problem(404, developer.get("/nothing/here"));
    assertEquals("urn:hotswap:problem:no-such-route", noRoute.at("/type").asText());
    assertTrue(noRoute.at("/errors/0/expected").asText().contains("POST, GET /api/v1/deployments"));
    var dryRun = Client.deployment("markdown", "1.0.0");
    refused(400, developer.post("/deployments?dry-run=true", dryRun), "#query/dry-run");
    refused(400, developer.post("/deployments?dryRun=true&dryRun=true", dryRun), "#query/dryRun");
    problem(404, developer.get("/deployments/00000000-0000-4000-8000-000000000000"));
  }

  @Test
  void nobody_gets_in_without_a_valid_token() throws Exception {
    for (var token : List.of("", "rubbish", unsigned(), ofAnotherIssuer(), expired())) {
      var client = new Client(token);
      problem(401, client.get("/plugins"));
      problem(401, client.invoke("markdown", "render", "x", Map.of()));
    }
  }

  @Test
  void roles_and_tenants_end_where_they_end() throws Exception {
    problem(403, Client.as("VIEWER").deploy("markdown", "1.0.0"));
    problem(403, developer.delete("/plugins/markdown"));
    problem(
        403,
        developer.post(
            "/deployments",
            Client.deployment("markdown", "1.0.0").replace("Development", "Production")));
    var other = Map.of("HotSwap-Tenant", "somebody-else");
    problem(403, Client.as("TENANT").invoke("markdown", "render", "x", other));
  }

  @Test
  void tokens_for_plugins_and_for_the_control_plane_are_not_interchangeable() {
    var tenant = Client.as("TENANT");
    problem(401, tenant.get("/plugins"));
    problem(401, tenant.deploy("markdown", "1.0.0"));
    problem(401, Client.as("TENANT_OWNER").invoke("markdown", "render", "x", Map.of()));
    problem(401, Client.as("ADMIN").invoke("markdown", "render", "x", Map.of()));
  }

  @Test
  void problems_never_show_our_insides() throws Exception {
    var answer = developer.post("/plugins", "[[[[");
    assertFalse(answer.body().contains("Exception"), answer.body());
    assertFalse(answer.body().contains("\tat "), answer.body());
  }

  private static Answer inline(String name, byte[] bytes) {
    var content = Base64.getEncoder().encodeToString(bytes);
    return Client.as("DEVELOPER")
        .post("/plugins", "{\"name\":\"%s\",\"content\":\"%s\"}".formatted(name, content));
  }

  private static JsonNode problem(int status, Answer answer) {
    var problem = answer.expect(status).json();
    assertTrue(
        answer.header("Content-Type").startsWith("application/problem+json"), answer.toString());
    assertTrue(problem.at("/type").asText().startsWith("urn:hotswap:problem:"), answer.toString());
    assertEquals(status, problem.at("/status").asInt());
    assertFalse(problem.at("/detail").asText().isBlank(), answer.toString());
    return problem;
  }

  private static void refused(int status, Answer answer, String pointer) {
    var errors = problem(status, answer).at("/errors");
    assertTrue(
        errors.findValuesAsText("pointer").stream().anyMatch(it -> it.startsWith(pointer)),
        "no error at " + pointer + ": " + answer);
    errors.forEach(error -> assertFalse(error.at("/fix").asText().isBlank(), answer.toString()));
  }

  private static byte[] zip(Map<String, String> entries) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static JWTClaimsSet.Builder genuine() throws ParseException {
    var token = SignedJWT.parse(RunningStack.get().token("ADMIN"));
    return new JWTClaimsSet.Builder(token.getJWTClaimsSet());
  }

  private static String unsigned() throws ParseException {
    return new PlainJWT(genuine().build()).serialize();
  }

  private static String ofAnotherIssuer() throws ParseException, JOSEException {
    return signed(genuine().issuer("https://elsewhere.example"));
  }

  private static String expired() throws ParseException, JOSEException {
    return signed(genuine().expirationTime(Date.from(Instant.now().minusSeconds(3600))));
  }

  private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    var key = new RSAKeyGenerator(2048).keyID("k").generate();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build();
    var token = new SignedJWT(header, claims.build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}

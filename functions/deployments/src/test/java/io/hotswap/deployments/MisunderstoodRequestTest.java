package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that would have done something other than what was meant.
class MisunderstoodRequestTest {
  @TempDir Path directory;
  private ControlPlane plane;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void a_misspelt_dry_run_deploys_nothing() {
    for (var query : List.of("dry-run=true", "dryrun=true", "DryRun=true", "plan=1")) {
      var reply = deploy("k-" + query, "?" + query, "1.0.0");
      assertEquals(400, reply.status(), reply.toString());
      assertEquals("#query/" + query.split("=")[0], pointer(reply));
    }
    var fix = deploy("", "?dry-run=true", "1.0.0").body().at("/errors/0/fix").asText();
    assertTrue(fix.contains("`dryRun`"), fix);
    for (var value : List.of("yes", "TRUE", "1", "")) {
      assertEquals("#query/dryRun", pointer(deploy("", "?dryRun=" + value, "1.0.0")), value);
    }
    assertEquals(0, deployments());
  }

  @Test
  void a_plans_key_is_not_the_deployments_key() {
    assertEquals(200, deploy("k-1", "?dryRun=true", "1.0.0").status());
    var refused = deploy("k-1", "", "1.0.0");
    assertEquals(422, refused.status(), refused.toString());
    assertEquals("idempotency-key-reused", refused.problem());
    assertEquals(0, deployments());
    assertEquals(202, deploy("k-2", "", "1.0.0").status());
    assertEquals(422, deploy("k-2", "?dryRun=true", "1.0.0").status());
    assertEquals("true", deploy("k-2", "", "1.0.0").header("Idempotent-Replayed"));
    assertEquals(1, deployments());
  }

  @Test
  void what_needs_no_body_works_without_one() {
    var id = deploy("", "", "1.0.0").body().at("/id").asText();
    plane.complete(id, 1);
    for (var command : List.of("pause", "resume", "promote", "abort", "preview-token")) {
      var reply = plane.as(Role.Developer, "POST", "/deployments/" + id + "/" + command).send();
      assertEquals(409, reply.status(), command + reply);
    }
    var back = plane.as(Role.Developer, "POST", "/deployments/" + id + "/rollback").send();
    assertEquals(202, back.status(), back.toString());
    assertEquals("../" + id, back.header("Location"));
    var deployed = plane.as(Role.Developer, "POST", "/deployments").send();
    assertEquals(400, deployed.status(), deployed.toString());
  }

  @Test
  void versions_are_versions_whatever_their_numbers() {
    for (var version : List.of("2147483648.0.0", "9".repeat(60) + ".0.0", "1.0.0-4294967296")) {
      assertEquals("version-not-found", deploy("", "", version).problem(), version);
      plane.register(version);
      assertEquals(200, deploy("", "?dryRun=true", version).status(), version);
    }
    for (var version : List.of("1", "1.0", "v1.0.0", "01.0.0", "latest", "9".repeat(61) + ".0.0")) {
      var reply = deploy("", "", version);
      assertEquals("/version", pointer(reply), reply.toString());
    }
    var words = deploy("", "", "latest").body().at("/errors/0/expected").asText();
    assertTrue(words.contains("a semantic version") && words.contains("1.4.0"), words);
    assertEquals(0, deployments());
  }

  private Reply deploy(String key, String query, String version) {
    var request =
        plane
            .as(Role.Developer, "POST", "/deployments" + query)
            .json(ControlPlane.deployment(version));
    return key.isEmpty() ? request.send() : request.header("Idempotency-Key", key).send();
  }

  private int deployments() {
    return plane.get("/deployments").body().at("/items").size();
  }

  private static String pointer(Reply reply) {
    return reply.body().at("/errors/0/pointer").asText();
  }
}

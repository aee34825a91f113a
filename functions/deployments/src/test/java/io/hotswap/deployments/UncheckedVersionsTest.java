package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.CheckedVersion;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What has not passed its checks is not deployed, and the plan says so.
class UncheckedVersionsTest {
  private static final PluginId MARKDOWN = PluginId.of("markdown");

  @TempDir private Path directory;
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
  void a_version_without_a_record_of_its_checks_waits_for_them() {
    var table = plane.stores().tables().plugins();
    var key = PluginKeys.checks(MARKDOWN, "1.1.0").attributes();
    Aws.dynamo().deleteItem(it -> it.tableName(table).key(key));
    for (var reply : new Reply[] {deploy(""), deploy("?dryRun=true")}) {
      assertRefused(reply, "checks-pending");
      assertEquals("5", reply.header("Retry-After"));
      assertTrue(reply.body().path("detail").asText().contains("Pending"), reply.toString());
    }
    CheckedVersion.pass(
        plane.stores().tables(), MARKDOWN, "1.1.0", ControlPlane.digest("markdown", "1.1.0"));
    assertEquals(200, deploy("?dryRun=true").status());
    assertEquals(202, deploy("").status());
  }

  @Test
  void a_version_that_failed_is_refused_with_what_was_found() {
    CheckedVersion.fail(
        plane.stores().tables(), MARKDOWN, "1.1.0", ControlPlane.digest("markdown", "1.1.0"));
    for (var reply : new Reply[] {deploy(""), deploy("?dryRun=true")}) {
      assertRefused(reply, "checks-failed");
      var error = reply.body().at("/errors/0");
      assertEquals("#archive", error.path("pointer").asText());
      assertTrue(error.path("expected").asText().contains("lib/a.jar!/x"), reply.toString());
      assertEquals("Remove it.", error.path("fix").asText());
    }
    assertEquals(202, plane.deploy("1.0.0").status(), "the other version");
  }

  private static void assertRefused(Reply reply, String problem) {
    assertEquals(409, reply.status(), reply.toString());
    assertEquals(problem, reply.problem());
    Documented.conforms(Action.CREATE_DEPLOYMENT, reply);
  }

  private Reply deploy(String query) {
    return plane
        .as(Role.Developer, "POST", "/deployments" + query)
        .json(ControlPlane.deployment("1.1.0"))
        .send();
  }
}

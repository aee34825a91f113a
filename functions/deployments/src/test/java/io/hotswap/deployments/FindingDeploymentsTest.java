package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// For people who know a plugin and an environment.
class FindingDeploymentsTest {
  private static final String ROLLBACK = "/plugins/markdown/environments/Development/rollback";

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

  private String deployed(String version) {
    var id = plane.deploy(version).body().at("/id").asText();
    assertEquals("Succeeded", plane.complete(id, 1));
    return id;
  }

  @Test
  void the_list_is_narrowed_by_plugin_environment_and_status_and_by_all_of_them() {
    var first = deployed("1.0.0");
    var second = plane.deploy("1.1.0").body().at("/id").asText();
    assertListed("?plugin=markdown", second, first);
    assertListed("?plugin=" + ControlPlane.MARKDOWN + "&status=Completed", first);
    assertListed("?environment=Development&status=Pending", second);
    assertListed("?environment=QA");
    assertListed("?plugin=markdown&environment=Development&status=Completed", first);
    var page = plane.get("/deployments?plugin=markdown&limit=1").body();
    assertEquals(second, page.at("/items/0/id").asText());
    assertListed("?plugin=markdown&limit=1&next=" + page.at("/next").asText(), first);
  }

  @Test
  void a_value_that_nothing_can_have_is_refused_with_those_there_are() {
    var environment = plane.get("/deployments?environment=Prod");
    assertProblem(environment, 400, "invalid-parameter", "#query/environment");
    assertTrue(environment.body().at("/errors/0").toString().contains("Production"));
    var status = plane.get("/deployments?status=Done");
    assertProblem(status, 400, "invalid-parameter", "#query/status");
    assertTrue(status.body().at("/errors/0").toString().contains("RolledBack"));
    var plugin = plane.get("/deployments?plugin=markdwon");
    assertProblem(plugin, 404, "plugin-not-found", "#query/plugin");
    Documented.conforms(Action.LIST_DEPLOYMENTS, plugin);
  }

  @Test
  void a_plugin_goes_back_without_a_deployments_id_and_only_once() {
    deployed("1.0.0");
    var id = deployed("1.1.0");
    var taken = rollBack(ROLLBACK, Map.of("reason", "tables are wrong"));
    assertEquals(202, taken.status(), taken.toString());
    Documented.conforms(Action.ROLL_BACK_PLUGIN, taken);
    assertTrue(taken.header("Location").endsWith("/deployments/" + id), taken.toString());
    assertEquals(
        "markdown in Development goes back from 1.1.0 to 1.0.0",
        taken.body().at("/message").asText());
    var again = rollBack(ROLLBACK, Map.of());
    assertEquals(taken.body().at("/rollback/id"), again.body().at("/rollback/id"));
    assertEquals("Done", plane.step("RevertRouting", id, 2));
    plane.nodeFollows();
    assertEquals("Succeeded", plane.step("CompleteRollback", id, 2));
    var done = rollBack(ROLLBACK, Map.of());
    assertProblem(done, 409, "nothing-to-roll-back", "");
    Documented.conforms(Action.ROLL_BACK_PLUGIN, done);
    assertTrue(done.body().at("/detail").asText().contains("1.0.0 serves"), done.toString());
  }

  @Test
  void what_is_not_there_or_not_allowed_is_said() {
    assertProblem(rollBack(ROLLBACK, Map.of()), 409, "nothing-to-roll-back", "");
    var unknown = rollBack("/plugins/markup/environments/Development/rollback", Map.of());
    assertProblem(unknown, 404, "plugin-not-found", "");
    var nowhere = rollBack("/plugins/markdown/environments/Prod/rollback", Map.of());
    assertProblem(nowhere, 400, "invalid-parameter", "#path/environment");
    var production = rollBack("/plugins/markdown/environments/Production/rollback", Map.of());
    assertProblem(production, 403, "not-allowed", "");
  }

  private void assertListed(String query, String... ids) {
    var reply = plane.get("/deployments" + query);
    Documented.conforms(Action.LIST_DEPLOYMENTS, reply);
    var found = reply.body().at("/items").findValuesAsText("id");
    assertEquals(List.of(ids), found, reply.toString());
  }

  private Reply rollBack(String path, Map<String, String> body) {
    return plane.as(Role.Developer, "POST", path).json(body).send();
  }

  private static void assertProblem(Reply reply, int status, String problem, String pointer) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(problem, reply.problem());
    assertEquals(pointer, reply.body().at("/errors/0/pointer").asText());
  }
}

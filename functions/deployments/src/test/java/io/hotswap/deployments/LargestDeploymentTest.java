package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.serialization.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A deployment with as many acceptance cases as may be sent, each as large as it may be: over the
/// API, through the steps of its machine and back again. The gateway of the tests refuses what
/// Lambda refuses.
class LargestDeploymentTest {
  private static final int CASES = 50;
  private static final int BODY = 10_000;

  @TempDir Path directory;
  private ControlPlane plane;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
    var first = plane.deploy("1.0.0").body().at("/id").asText();
    assertEquals("Succeeded", plane.complete(first, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  /// Four bytes a character; two in JSON and four in Lambda's; a line's end.
  @ParameterizedTest
  @ValueSource(strings = {"𝒜", "\"", "\n"})
  void it_goes_all_the_way_and_back_again(String character) {
    var wish = largest(character);
    var plan = post("/deployments?dryRun=true", wish);
    assertEquals(200, plan.status(), plan.toString());
    var accepted = post("/deployments", wish);
    assertEquals(202, accepted.status(), accepted.toString());
    Documented.conforms(Action.CREATE_DEPLOYMENT, accepted);
    var id = accepted.body().at("/id").asText();
    showsWhatWasSent(id, wish);
    begins(id);
    assertEquals("Served", moves(id));
    assertEquals("Succeeded", plane.step("CompleteDeployment", id, 1));
    isListed(id, "Completed");
    var taken = post("/deployments/" + id + "/rollback", Map.of("reason", character.repeat(1_000)));
    assertEquals(202, taken.status(), taken.toString());
    assertEquals("Done", plane.step("RevertRouting", id, 2));
    plane.nodeFollows();
    assertEquals("Ready", plane.step("CheckReverted", id, 2));
    assertEquals("Succeeded", plane.step("CompleteRollback", id, 2));
    isListed(id, "RolledBack");
    showsWhatWasSent(id, wish);
  }

  @Test
  void it_is_paused_resumed_and_aborted_under_way() {
    var id = post("/deployments", largest("𝒜")).body().at("/id").asText();
    var reason = Map.of("reason", "𝒜".repeat(1_000));
    begins(id);
    for (var command : List.of("pause", "resume", "abort")) {
      var reply = post("/deployments/" + id + "/" + command, reason);
      assertEquals(202, reply.status(), reply.toString());
    }
    var shown = plane.get("/deployments/" + id);
    assertEquals(200, shown.status(), shown.toString());
    assertTrue(shown.body().at("/timeline").size() > 3, shown.toString());
  }

  @Test
  void one_more_case_or_character_is_refused_by_its_place_and_leaves_nothing() {
    var before = plane.get("/deployments").body();
    var many = largest("a");
    cases(many).add(cases(many).getFirst());
    assertRefused(many, "/blueGreenConfig/acceptanceCases");
    for (var field : Map.of("body", BODY, "contains", 1_000, "name", 100).entrySet()) {
      var wish = largest("a");
      var broken = new HashMap<>(cases(wish).getLast());
      broken.put(field.getKey(), "𝒜".repeat(field.getValue() + 1));
      cases(wish).set(CASES - 1, broken);
      assertRefused(wish, "/blueGreenConfig/acceptanceCases/49/" + field.getKey());
    }
    assertEquals(before, plane.get("/deployments").body());
  }

  private void assertRefused(Map<String, Object> wish, String pointer) {
    var reply = post("/deployments", wish);
    assertEquals(400, reply.status(), reply.toString());
    assertEquals(pointer, reply.body().at("/errors/0/pointer").asText());
  }

  private void showsWhatWasSent(String id, Map<String, Object> wish) {
    var plan = plane.as(Role.Admin, "GET", "/deployments/" + id + "/plan").send();
    assertEquals(200, plan.status());
    Documented.conforms(Action.VIEW_PLAN, plan);
    assertEquals(CASES, plan.body().at("/acceptanceCases").size());
    assertEquals(
        cases(wish).getLast().get("body"), plan.body().at("/acceptanceCases/49/body").asText());
    var shown = plane.get("/deployments/" + id);
    assertEquals(200, shown.status());
    Documented.conforms(Action.VIEW_DEPLOYMENT, shown);
  }

  private void begins(String id) {
    assertEquals("Done", plane.step("BeginDeployment", id, 1));
    assertEquals("Done", plane.step("StageVersion", id, 1));
    plane.nodeFollows();
    assertEquals("Ready", plane.step("CheckStaged", id, 1));
  }

  private String moves(String id) {
    assertEquals("Done", plane.step("SwitchTraffic", id, 1));
    plane.nodeFollows();
    return plane.step("CheckSwitched", id, 1);
  }

  private void isListed(String id, String status) {
    var listed = plane.get("/deployments?status=" + status).body().at("/items");
    assertTrue(listed.findValuesAsText("id").contains(id), listed.toString());
  }

  private Reply post(String path, Object body) {
    var text = Json.write(body);
    long bytes = Json.write(text).getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 6_000_000, "Lambda would not take a request of " + bytes + " bytes");
    return plane.as(Role.Admin, "POST", path).json(text).send();
  }

  @SuppressWarnings("unchecked") // what largest puts there
  private static List<Map<String, String>> cases(Map<String, Object> wish) {
    var config = (Map<String, Object>) wish.get("blueGreenConfig");
    return (List<Map<String, String>>) config.get("acceptanceCases");
  }

  private static Map<String, Object> largest(String character) {
    var one =
        Map.of(
            "name", "𝒜".repeat(100),
            "operation", ControlPlane.OPERATION,
            "contentType", "text/plain",
            "body", character.repeat(BODY),
            "contains", character.repeat(1_000));
    var cases = new ArrayList<>(Collections.nCopies(CASES, one));
    return Map.of(
        "pluginId", "markdown",
        "version", "1.1.0",
        "environment", "Development",
        "strategy", "BlueGreen",
        "blueGreenConfig",
            Map.of(
                "warmupPeriod", "PT0S",
                "switchoverType", "Instant",
                "acceptanceCases", cases));
  }
}

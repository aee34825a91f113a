package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.refusal.PermanentFault;
import io.hotswap.serialization.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlersTest {
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
  void a_deployment_is_accepted_carried_out_and_taken_back() {
    var accepted = plane.deploy("1.0.0");
    assertEquals(202, accepted.status(), accepted.toString());
    var id = accepted.body().at("/id").asText();
    assertEquals("deployments/" + id, accepted.header("Location"));
    assertEquals("Pending", accepted.body().at("/status").asText());
    assertEquals(List.of(id + "-1"), plane.executions());
    assertEquals("Succeeded", plane.complete(id, 1));

    var completed = plane.get("/deployments/" + id).body();
    assertEquals("Completed", completed.at("/status").asText());
    assertEquals("Succeeded", completed.at("/outcome").asText());
    assertEquals(100, completed.at("/percentage").asInt());
    assertTrue(completed.at("/endedAt").isTextual());
    assertTrue(completed.at("/timeline").size() >= 4, completed.toString());

    var rollback = plane.as(Role.Developer, "POST", "/deployments/" + id + "/rollback");
    var taken = rollback.json(Map.of("reason", "wrong colour")).send();
    assertEquals(202, taken.status(), taken.toString());
    assertEquals("Done", plane.step("RevertRouting", id, 2));
    plane.nodeFollows();
    assertEquals("Ready", plane.step("CheckReverted", id, 2));
    assertEquals("Succeeded", plane.step("CompleteRollback", id, 2));

    var history = plane.get("/deployments/" + id + "/rollback-history").body();
    assertEquals("Completed", history.at("/items/0/status").asText());
    assertEquals("wrong colour", history.at("/items/0/reason").asText());
    assertEquals("ada", history.at("/items/0/actor").asText());
    assertEquals(3, history.at("/items/0/generation").asLong());
    assertEquals("RolledBack", plane.get("/deployments").body().at("/items/0/status").asText());
  }

  @Test
  void open_api_describes_exactly_these_routes_and_answers() {
    assertEquals(Documented.routes("DeploymentsFunction"), plane.routes());
    var accepted = plane.deploy("1.0.0");
    Documented.conforms(Action.CREATE_DEPLOYMENT, accepted);
    Documented.conforms(Action.CREATE_DEPLOYMENT, plane.deploy("9.9.9"));
    var id = accepted.body().at("/id").asText();
    plane.complete(id, 1);
    Documented.conforms(Action.VIEW_DEPLOYMENT, plane.get("/deployments/" + id));
    var rollback = plane.as(Role.Developer, "POST", "/deployments/" + id + "/rollback");
    Documented.conforms(Action.ROLL_BACK_DEPLOYMENT, rollback.json(Map.of()).send());
    Documented.conforms(
        Action.VIEW_ROLLBACK_HISTORY, plane.get("/deployments/" + id + "/rollback-history"));
    Documented.conforms(Action.LIST_DEPLOYMENTS, plane.get("/deployments"));
  }

  @Test
  void a_plan_is_answered_and_nothing_changes() {
    var plan =
        plane
            .as(Role.Developer, "POST", "/deployments?dryRun=true")
            .json(ControlPlane.deployment("1.0.0"))
            .send();
    assertEquals(200, plan.status(), plan.toString());
    Documented.conforms(Action.CREATE_DEPLOYMENT, plan);
    assertEquals(0, plane.get("/deployments").body().at("/items").size());
    assertEquals("Switch", plan.body().at("/stages/1/name").asText());
  }

  @Test
  void a_deployment_to_qa_waits_for_its_approver_and_holds_no_place() {
    var waiting = post(Role.Developer, Map.of("environment", "QA"));
    assertEquals(202, waiting.status(), waiting.toString());
    Documented.conforms(Action.CREATE_DEPLOYMENT, waiting);
    var id = waiting.body().at("/id").asText();
    assertEquals("AwaitingApproval", waiting.body().at("/phase").asText());
    assertEquals("NeedsApproval", plane.step("BeginDeployment", id, 1));
    Documented.conforms(Action.VIEW_PLAN, plane.get("/deployments/" + id + "/plan"));
    assertEquals(202, post(Role.Developer, Map.of("environment", "QA")).status());
    var aborted = steered(id, "abort");
    Documented.conforms(Action.ABORT_DEPLOYMENT, aborted);
    assertEquals("Failed", aborted.body().at("/status").asText());
    assertProblem(steered(id, "abort"), 409, "not-now");
  }

  @Test
  void commands_are_taken_where_they_make_sense() {
    var id = blueGreen();
    plane.step("BeginDeployment", id, 1);
    plane.step("StageVersion", id, 1);
    for (var command : List.of("pause", "resume", "promote")) {
      var action = Action.valueOf(command.toUpperCase(java.util.Locale.ROOT) + "_DEPLOYMENT");
      var before = steered(id, command);
      Documented.conforms(action, before);
      assertEquals(command.equals("promote") ? 409 : 202, before.status(), before.toString());
    }
    assertProblem(steered(id, "resume"), 409, "not-now");
    var direct = plane.deploy("1.0.0");
    assertProblem(direct, 409, "deployment-in-progress");
    assertEquals(202, steered(id, "abort").status());
  }

  @Test
  void green_is_previewed_with_a_signed_token() {
    var id = blueGreen();
    assertProblem(preview(id, Map.of()), 409, "not-now");
    plane.step("BeginDeployment", id, 1);
    plane.step("StageVersion", id, 1);
    var token = preview(id, Map.of("expiresIn", "PT1M"));
    assertEquals(201, token.status(), token.toString());
    Documented.conforms(Action.CREATE_PREVIEW_TOKEN, token);
    assertEquals("HotSwap-Preview", token.body().at("/header").asText());
    assertProblem(preview(id, Map.of("expiresIn", "P2D")), 400, "invalid-parameter");
    var shown = plane.get("/deployments/" + id).body().toString();
    assertFalse(shown.contains("previewKey"), shown);
    Documented.conforms(Action.LIST_VERDICTS, plane.get("/deployments/" + id + "/verdicts"));
    assertProblem(plane.get("/deployments/" + id + "/verdicts/1"), 404, "verdict-not-found");
  }

  private String blueGreen() {
    var body = new HashMap<String, Object>(ControlPlane.deployment("1.0.0"));
    body.put("strategy", "BlueGreen");
    body.put("blueGreenConfig", Map.of("warmupPeriod", "PT1M"));
    var accepted = plane.as(Role.Developer, "POST", "/deployments").json(body).send();
    assertEquals(202, accepted.status(), accepted.toString());
    return accepted.body().at("/id").asText();
  }

  private Reply preview(String id, Map<String, String> body) {
    return plane
        .as(Role.Developer, "POST", "/deployments/" + id + "/preview-token")
        .json(body)
        .send();
  }

  private Reply steered(String id, String command) {
    return plane
        .as(Role.Developer, "POST", "/deployments/" + id + "/" + command)
        .json(Map.of("reason", "because"))
        .send();
  }

  @Test
  void the_same_key_twice_is_one_deployment() {
    var first = keyed("k1");
    var second = keyed("k1");
    assertEquals(202, second.status());
    assertEquals(first.body(), second.body());
    assertEquals("true", second.header("Idempotent-Replayed"));
    assertEquals(1, plane.get("/deployments").body().at("/items").size());
    assertEquals(1, plane.executions().size());
  }

  private Reply keyed(String key) {
    return plane
        .as(Role.Developer, "POST", "/deployments")
        .header("Idempotency-Key", key)
        .json(ControlPlane.deployment("1.0.0"))
        .send();
  }

  @Test
  void what_cannot_be_done_is_a_problem() {
    var id = plane.deploy("1.0.0").body().at("/id").asText();
    assertProblem(plane.deploy("1.1.0"), 409, "deployment-in-progress");
    assertProblem(plane.deploy("9.9.9"), 404, "version-not-found");
    assertProblem(plane.get("/deployments/" + ControlPlane.MARKDOWN), 404, "deployment-not-found");
    assertProblem(plane.get("/deployments/x"), 400, "invalid-parameter");
    assertProblem(post(Role.Viewer, Map.of()), 403, "not-allowed");
    assertProblem(post(Role.Developer, Map.of("environment", "Production")), 403, "not-allowed");
    var canary = post(Role.Admin, Map.of("strategy", "Canary"));
    assertProblem(canary, 400, "invalid-deployment");
    assertEquals("/strategy", canary.body().at("/errors/0/pointer").asText());
    assertProblem(post(Role.Admin, Map.of("strategy", "Magic")), 400, "malformed-body");
    plane.step("FailDeployment", id, 1);
    plane.step("FailDeployment", id, 1);
    var late = plane.as(Role.Admin, "POST", "/deployments/" + id + "/rollback").json("{}").send();
    assertProblem(late, 409, "nothing-to-roll-back");
  }

  @Test
  void an_engine_that_does_not_answer_leaves_the_place_free() {
    var broken = plane.otherwise("HOTSWAP_DEPLOY_MACHINE", plane.deployMachine + "-gone");
    var body = ControlPlane.deployment("1.0.0");
    var refused = plane.as(broken, Role.Developer, "POST", "/deployments").json(body).send();
    assertProblem(refused, 503, "rollout-not-started");
    assertEquals(202, plane.deploy("1.0.0").status());
    broken.getApplicationContext().close();
  }

  @Test
  void a_step_nobody_knows_is_a_fault() {
    var id = plane.deploy("1.0.0").body().at("/id").asText();
    assertThrows(PermanentFault.class, () -> plane.step("DoMagic", id, 1));
    var nobody = "0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11";
    assertThrows(PermanentFault.class, () -> plane.step("BeginDeployment", nobody, 1));
    for (var request : List.of("", "[]", "{\"step\":{}}", "{\"deploymentId\":\"x\"}")) {
      assertThrows(PermanentFault.class, () -> plane.invoke(request), request);
    }
    assertEquals("Superseded", plane.step("BeginDeployment", id, 9));
    assertEquals(
        "Direct",
        plane
            .invoke(Json.write(Map.of("step", "BeginDeployment", "deploymentId", id, "fence", 1)))
            .path("strategy")
            .asText());
  }

  @Test
  void the_trace_goes_from_the_request_through_the_steps_into_the_routing_document()
      throws Exception {
    var accepted = plane.deploy("1.0.0").body();
    var deploy = accepted.at("/traceparent").asText().split("-");
    plane.complete(accepted.at("/id").asText(), 1);
    var written = plane.routedTraceparent().split("-");
    var spans = spans(directory.resolve("trace.jsonl"));
    var named =
        spans.stream().filter(it -> it.path("name").asText().equals("plugin.deploy")).toList();
    assertEquals(deploy[2], named.getFirst().path("spanId").asText());
    var steps = spans.stream().filter(it -> it.path("parentSpanId").asText().equals(deploy[2]));
    assertEquals(
        4, steps.filter(it -> it.path("name").asText().equals("deployment.execute")).count());
    assertEquals(deploy[1], written[1]);
    assertFalse(
        spans.stream()
            .filter(it -> it.path("spanId").asText().equals(written[2]))
            .toList()
            .isEmpty());
  }

  private static List<JsonNode> spans(Path file) throws Exception {
    var spans = new ArrayList<JsonNode>();
    for (var line : Files.readAllLines(file)) {
      var resources = Json.MAPPER.readTree(line);
      for (var resource :
          resources.has("resourceSpans") ? resources.path("resourceSpans") : List.of(resources)) {
        resource.path("scopeSpans").forEach(scope -> scope.path("spans").forEach(spans::add));
      }
    }
    return spans;
  }

  private Reply post(Role role, Map<String, String> changes) {
    var body = new HashMap<>(ControlPlane.deployment("1.0.0"));
    body.putAll(changes);
    return plane.as(role, "POST", "/deployments").json(body).send();
  }

  private static void assertProblem(Reply reply, int status, String problem) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(problem, reply.problem());
  }
}

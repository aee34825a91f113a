package io.hotswap.approvals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.api.TestContext;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.refusal.PermanentFault;
import io.hotswap.serialization.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandlersTest {
  private Office office;

  @BeforeEach
  void open() {
    office = new Office();
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void production_takes_two_people() {
    var id = newest("dora", "Production");
    var first = approve(id, "tom", "TeamLead");
    assertEquals(200, first.status(), first.toString());
    Documented.conforms(Action.APPROVE, first);
    assertEquals("Pending", first.body().at("/status").asText());
    assertProblem(approve(id, "tom", "TeamLead"), 403, "not-allowed");
    var second = approve(id, "paula", "PlatformAdmin");
    assertEquals("Approved", second.body().at("/status").asText());
    assertProblem(approve(id, "paul", "PlatformAdmin"), 409, "approval-closed");
  }

  @Test
  void who_may_not_is_told_so() {
    var id = newest("dora", "Production");
    assertProblem(as(id, "dora", "approve", Role.Admin), 403, "not-allowed");
    assertProblem(as(id, "vera", "approve", Role.Viewer), 403, "not-allowed");
    assertProblem(as(id, "anna", "approve", Role.Approver), 403, "not-allowed");
    var qa = newest("dora", "QA");
    assertProblem(approve(qa, "paula", "PlatformAdmin"), 403, "not-allowed");
    assertEquals("Approved", approve(qa, "tom", "TeamLead").body().at("/status").asText());
  }

  @Test
  void one_rejection_is_enough_and_takes_a_reason() {
    var id = newest("dora", "Production");
    var silent = as(id, "tom", "reject", Role.Approver, "TeamLead");
    assertProblem(silent, 400, "malformed-body");
    assertEquals("/reason", silent.body().at("/errors/0/pointer").asText());
    var rejected =
        office
            .as("tom", "POST", "/approvals/" + id + "/reject", Role.Approver, "TeamLead")
            .json(Map.of("reason", "not on a Friday"))
            .send();
    Documented.conforms(Action.REJECT, rejected);
    assertEquals("Rejected", rejected.body().at("/status").asText());
    assertEquals("not on a Friday", rejected.body().at("/decisions/0/reason").asText());
  }

  @Test
  void open_api_describes_exactly_these_routes_and_answers() {
    assertEquals(Documented.routes("ApprovalsFunction"), office.routes());
    var deployment = office.waiting("dora", "QA");
    var id = deployment.rolloutState().approval().orElseThrow().toString();
    var view = office.get("/approvals/" + id);
    Documented.conforms(Action.VIEW_APPROVAL, view);
    assertEquals("[]", view.body().path("warnings").toString());
    var pending = office.get("/approvals?status=Pending&limit=1");
    Documented.conforms(Action.LIST_APPROVALS, pending);
    assertEquals(id, pending.body().at("/items/0/id").asText());
    assertEquals(0, office.get("/approvals?status=Expired").body().at("/items").size());
    assertProblem(office.get("/approvals?status=Maybe"), 400, "invalid-parameter");
    assertProblem(office.get("/approvals/" + deployment.id()), 404, "approval-not-found");
    var again =
        office
            .as("dora", "POST", "/deployments/" + deployment.id() + "/request-approval", Role.Admin)
            .json("{}")
            .send();
    Documented.conforms(Action.REQUEST_APPROVAL, again);
    assertEquals(id, again.body().at("/id").asText(), "the one that stands");
    var approved =
        office
            .as(
                "tom",
                "POST",
                "/deployments/" + deployment.id() + "/approve",
                Role.Approver,
                "TeamLead")
            .json("{}")
            .send();
    Documented.conforms(Action.APPROVE_DEPLOYMENT, approved);
    assertEquals("Approved", approved.body().at("/status").asText());
  }

  @Test
  void the_machine_is_woken_and_its_token_is_in_no_answer() {
    var deployment = office.waiting("dora", "Production");
    var id = deployment.rolloutState().approval().orElseThrow().toString();
    try (var machine = office.machine()) {
      var token = machine.token();
      assertEquals("Pending", step("RequestApproval", deployment, token));
      assertEquals("Pending", step("RequestApproval", deployment, token));
      var answers =
          List.of(
              approve(id, "tom", "TeamLead"),
              approve(id, "tom", "TeamLead"),
              office.get("/approvals/" + id),
              office.get("/approvals"),
              alias(deployment, "request-approval", "dora", Role.Admin),
              alias(deployment, "approve", "paula", Role.Approver, "PlatformAdmin"),
              reject(id, "paul", "PlatformAdmin"));
      assertFalse(answers.toString().contains(token), answers.toString());
      assertFalse(answers.toString().contains("oken\""), answers.toString());
      assertEquals("Approved", machine.outcome());
    }
    assertEquals("Approved", step("CloseApproval", deployment, ""));
  }

  @Test
  void a_machine_that_failed_takes_its_question_back() {
    var deployment = office.waiting("dora", "QA");
    assertEquals("Withdrawn", step("CloseApproval", deployment, ""));
    var id = deployment.rolloutState().approval().orElseThrow().toString();
    assertProblem(approve(id, "tom", "TeamLead"), 409, "approval-closed");
  }

  @Test
  void one_schedule_calls_when_the_time_is_up_and_a_call_too_early_ends_nothing() {
    var deployment = office.waiting("dora", "QA");
    var id = deployment.rolloutState().approval().orElseThrow().toString();
    step("RequestApproval", deployment, "t1");
    var expiresAt = Instant.parse(office.get("/approvals/" + id).body().at("/expiresAt").asText());
    var schedule = office.schedule(id);
    var at = schedule.scheduleExpression().replaceAll("at\\((.*)\\)", "$1Z");
    var late = Duration.between(expiresAt, Instant.parse(at));
    assertTrue(late.isPositive() && late.toSeconds() < 2, at);
    assertEquals(new TestContext().getInvokedFunctionArn(), schedule.target().arn());
    var early = office.step(Json.read(schedule.target().input(), Called.class).asked());
    assertEquals("Pending", early.path("outcome").asText());
  }

  record Called(String step, String approvalId) {
    Map<String, String> asked() {
      return Map.of("step", step, "approvalId", approvalId);
    }
  }

  @Test
  void after_its_time_nobody_decides() {
    try (var hasty = new Office(Duration.ofNanos(1))) {
      var deployment = hasty.waiting("dora", "QA");
      var id = deployment.rolloutState().approval().orElseThrow().toString();
      var late =
          hasty
              .as("tom", "POST", "/approvals/" + id + "/approve", Role.Approver, "TeamLead")
              .json("{}")
              .send();
      assertProblem(late, 409, "approval-closed");
      assertEquals("Expired", hasty.get("/approvals/" + id).body().at("/status").asText());
      var expired = hasty.step(Map.of("step", "ExpireApproval", "approvalId", id));
      assertEquals("Expired", expired.path("outcome").asText());
    }
  }

  @Test
  void a_changed_plan_is_asked_about_again() {
    var deployment = office.waiting("dora", "QA");
    var first = deployment.rolloutState().approval().orElseThrow().toString();
    step("RequestApproval", deployment, "t1");
    office.register("api.example.com");
    assertProblem(approve(first, "tom", "TeamLead"), 409, "plan-changed");
    var again = alias(deployment, "request-approval", "dora", Role.Admin);
    assertEquals(202, again.status(), again.toString());
    Documented.conforms(Action.REQUEST_APPROVAL, again);
    var second = again.body().at("/id").asText();
    assertNotEquals(first, second);
    assertEquals(2, again.body().at("/required").size(), "it asks for more, so it is critical");
    assertEquals("Withdrawn", office.get("/approvals/" + first).body().at("/status").asText());
    assertProblem(approve(first, "tom", "TeamLead"), 409, "approval-closed");
    office.step(Map.of("step", "ExpireApproval", "approvalId", first));
    assertTrue(office.schedule(second).target().input().contains(second));
    assertEquals(200, approve(second, "tom", "TeamLead").status());
  }

  @Test
  void the_same_approval_many_times_at_once_counts_once() throws Exception {
    var id = newest("dora", "Production");
    List<Integer> statuses = new ArrayList<>();
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var posts = Collections.nCopies(6, (Callable<Reply>) () -> approve(id, "tom", "TeamLead"));
      for (var post : people.invokeAll(posts)) {
        statuses.add(post.get().status());
      }
    }
    assertEquals(1, Collections.frequency(statuses, 200), statuses.toString());
    assertEquals(5, Collections.frequency(statuses, 403), statuses.toString());
    assertEquals(1, office.get("/approvals/" + id).body().at("/decisions").size());
  }

  @Test
  void a_step_that_nobody_knows_is_a_fault() {
    assertThrows(PermanentFault.class, () -> office.step(Map.of("step", "Magic")));
    assertThrows(PermanentFault.class, () -> office.step(Map.of("step", "CloseApproval")));
  }

  private String step(String step, Deployment deployment, String token) {
    var asked =
        Map.of("step", step, "deploymentId", deployment.id().toString(), "taskToken", token);
    return office.step(asked).path("outcome").asText();
  }

  private Reply alias(Deployment deployment, String verb, String name, Object... groups) {
    var path = "/deployments/" + deployment.id() + "/" + verb;
    return office.as(name, "POST", path, groups).json("{}").send();
  }

  private Reply reject(String id, String name, String qualification) {
    return office
        .as(name, "POST", "/approvals/" + id + "/reject", Role.Approver, qualification)
        .json(Map.of("reason", "not today"))
        .send();
  }

  private String newest(String requester, String environment) {
    return office
        .waiting(requester, environment)
        .rolloutState()
        .approval()
        .orElseThrow()
        .toString();
  }

  private Reply approve(String id, String name, String qualification) {
    return as(id, name, "approve", Role.Approver, qualification);
  }

  private Reply as(String id, String name, String verb, Object... groups) {
    return office.as(name, "POST", "/approvals/" + id + "/" + verb, groups).json("{}").send();
  }

  private static void assertProblem(Reply reply, int status, String problem) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(problem, reply.problem(), reply.toString());
  }
}

package io.hotswap.approvals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.util.List;
import java.util.Map;
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
  void productionTakesTwoPeople() {
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
  void whoMayNotIsToldSo() {
    var id = newest("dora", "Production");
    assertProblem(as(id, "dora", "approve", Role.Admin), 403, "not-allowed");
    assertProblem(as(id, "vera", "approve", Role.Viewer), 403, "not-allowed");
    assertProblem(as(id, "anna", "approve", Role.Approver), 403, "not-allowed");
    var qa = newest("dora", "QA");
    assertProblem(approve(qa, "paula", "PlatformAdmin"), 403, "not-allowed");
    assertEquals("Approved", approve(qa, "tom", "TeamLead").body().at("/status").asText());
  }

  @Test
  void oneRejectionIsEnoughAndTakesAReason() {
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
  void openApiDescribesExactlyTheseRoutesAndAnswers() {
    assertEquals(Documented.routes("ApprovalsFunction"), office.routes());
    var deployment = office.waiting("dora", "QA");
    var id = deployment.course().approval().orElseThrow().toString();
    Documented.conforms(Action.VIEW_APPROVAL, office.get("/approvals/" + id));
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
  void theTokenThatWakesTheMachineNeverLeaves() {
    var deployment = office.waiting("dora", "QA");
    var id = deployment.course().approval().orElseThrow().toString();
    var asked =
        office.step(
            Map.of(
                "step", "RequestApproval",
                "deploymentId", deployment.id().toString(),
                "taskToken", "secret-token"));
    assertEquals("Pending", asked.path("outcome").asText());
    for (var path : List.of("/approvals/" + id, "/approvals")) {
      assertFalse(office.get(path).body().toString().contains("secret-token"));
    }
    var early = office.step(Map.of("step", "ExpireApproval", "approvalId", id));
    assertEquals("Pending", early.path("outcome").asText(), "a call too early ends nothing");
    assertEquals("Approved", approve(id, "tom", "TeamLead").body().at("/status").asText());
    var closed =
        office.step(Map.of("step", "CloseApproval", "deploymentId", deployment.id().toString()));
    assertEquals("Approved", closed.path("outcome").asText());
    assertThrows(IllegalArgumentException.class, () -> office.step(Map.of("step", "Magic")));
  }

  private String newest(String requester, String environment) {
    return office.waiting(requester, environment).course().approval().orElseThrow().toString();
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

package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.api.Disclosed;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each role is shown of a deployment that a rival's employee asked for, that was judged by
/// two tenants' calls, and that was rolled back for a reason.
class DisclosureTest {
  private static final String REQUESTER = "dora@rival";
  private static final String REASON = "rival lost orders";

  @TempDir Path directory;
  private ControlPlane plane;
  private String id;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
    id = deployed();
    plane.judged(DeploymentId.of(id), "acme", "rival");
    rolledBack();
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private String deployed() {
    var accepted =
        plane
            .as("acme", REQUESTER, Role.Developer, "POST", "/deployments")
            .json(ControlPlane.deployment("1.0.0"))
            .send();
    var deployment = accepted.body().at("/id").asText();
    assertEquals("Succeeded", plane.complete(deployment, 1));
    return deployment;
  }

  private void rolledBack() {
    var taken =
        plane
            .as("acme", REQUESTER, Role.Developer, "POST", "/deployments/" + id + "/rollback")
            .json(Map.of("reason", REASON))
            .send();
    assertEquals(202, taken.status(), taken.toString());
  }

  @Test
  void names_and_reasons_are_for_the_platforms_own_people() {
    var people = new Disclosed(List.of(REQUESTER), List.of(), List.of("1.0.0"));
    people.check(Action.LIST_DEPLOYMENTS, get("/deployments"));
    people.check(Action.VIEW_DEPLOYMENT, get("/deployments/" + id));
    new Disclosed(List.of(REQUESTER, REASON), List.of(), List.of("1.0.0"))
        .check(Action.VIEW_ROLLBACK_HISTORY, get("/deployments/" + id + "/rollback-history"));
  }

  @Test
  void a_deployments_problem_pause_and_timeline_tell_tenants_no_names() {
    plane.altered(
        DeploymentId.of(id),
        it -> {
          it.withObject("/progress").put("problem", "only rival fails");
          it.withObject("/rolloutState")
              .putObject("paused")
              .put("by", "olga@rival")
              .put("reason", "rival complains")
              .put("at", "2026-11-01T12:00:00Z");
          it.withArray("/timeline")
              .addObject()
              .put("at", "2026-11-01T12:00:00Z")
              .put("phase", "Serving")
              .put("detail", "Worse: rival's errors");
        });
    var told =
        List.of("only rival fails", "olga@rival", "rival complains", "Worse: rival's errors");
    new Disclosed(told, List.of(), List.of("1.0.0", "Serving"))
        .check(Action.VIEW_DEPLOYMENT, get("/deployments/" + id));
    new Disclosed(told, List.of(), List.of("1.0.0"))
        .check(Action.LIST_DEPLOYMENTS, get("/deployments"));
  }

  @Test
  void a_plan_counts_tenants_and_nodes_so_it_is_not_for_tenants() {
    new Disclosed(List.of("knownTenants"), List.of(), List.of())
        .check(Action.VIEW_PLAN, get("/deployments/" + id + "/plan"));
  }

  @Test
  void figures_by_tenant_are_for_whoever_has_to_judge_and_for_the_tenant_itself() {
    var totals = List.of("candidateCalls", "candidateTenants", "only 2 tenants called", "alpha");
    new Disclosed(totals, List.of(), List.of("Worse"))
        .check(Action.LIST_VERDICTS, get("/deployments/" + id + "/verdicts"));
    new Disclosed(
            totals,
            List.of("rival", "700170017001", "rivalOrders"),
            List.of("acme", "414141414141", "Worse"))
        .check(Action.VIEW_VERDICT, get("/deployments/" + id + "/verdicts/1"));
  }

  @Test
  void a_tenant_of_one_arm_is_shown_nobody_of_the_other() {
    var path = "/deployments/" + id + "/verdicts/1";
    var reply = plane.as("rival", "reader", Role.TenantOwner, "GET", path).send();
    assertEquals(200, reply.status(), reply.toString());
    assertEquals(0, reply.body().at("/evidence/candidate").size(), reply.toString());
    assertEquals(1, reply.body().at("/evidence/baseline").size(), reply.toString());
    assertEquals(1, reply.body().at("/evidence/before").size(), reply.toString());
  }

  @Test
  void whoever_has_no_tenant_is_shown_no_tenants_figures() {
    var reply = plane.get("/deployments/" + id + "/verdicts/1");
    assertEquals(200, reply.status(), reply.toString());
    assertEquals(true, reply.body().at("/evidence").isMissingNode(), reply.toString());
    assertEquals("Worse", reply.body().at("/judged/answer").asText());
  }

  private Function<Role, Reply> get(String path) {
    return role -> plane.as("acme", "reader", role, "GET", path).send();
  }

  @Test
  void where_a_tenant_may_not_use_the_plugin_its_owners_see_no_deployment() {
    var paths =
        List.of(
            "/deployments/" + id,
            "/deployments/" + id + "/verdicts",
            "/deployments/" + id + "/verdicts/1",
            "/deployments/" + id + "/rollback-history");
    plane.refuse(Environment.QA, "acme");
    paths.forEach(it -> assertEquals(200, get(it).apply(Role.TenantOwner).status(), it));
    plane.refuse(Environment.Development, "acme");
    for (var path : paths) {
      var reply = get(path).apply(Role.TenantOwner);
      assertEquals(404, reply.status(), reply.toString());
      assertEquals("deployment-not-found", reply.problem());
      assertEquals(200, get(path).apply(Role.Viewer).status());
    }
    var filtered = "/deployments?plugin=markdown";
    assertEquals(0, get("/deployments").apply(Role.TenantOwner).body().path("items").size());
    assertEquals(200, get(filtered).apply(Role.TenantOwner).status());
    plane.refuse(Environment.Staging, "acme");
    plane.refuse(Environment.Production, "acme");
    var unknown = get("/deployments?plugin=nothing").apply(Role.TenantOwner);
    var hidden = get(filtered).apply(Role.TenantOwner);
    assertEquals(404, hidden.status(), hidden.toString());
    assertEquals(unknown.body().path("detail"), hidden.body().path("detail"));
  }
}

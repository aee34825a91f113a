package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.trust.IsolationLevel;
import io.hotswap.domain.trust.IsolationPolicy;
import io.hotswap.domain.trust.TrustDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a plan says of those who use the version that serves.
class PlanImpactTest {
  private static final Map<String, Object> RENDER =
      Map.of(
          "name",
          ControlPlane.OPERATION,
          "input",
          Map.of("mediaType", "text/markdown"),
          "output",
          Map.of("mediaType", "text/html"));

  @TempDir Path directory;
  private ControlPlane plane;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
    plane.register("1.0.0", Map.of("operations", List.of(RENDER, Map.of("name", "outline"))));
    for (var version : List.of("1.1.0", "2.0.0", "2.0.1")) {
      plane.register(version, Map.of("operations", List.of(RENDER)));
    }
    assertEquals("Succeeded", plane.complete(plane.deploy("1.0.0").body().at("/id").asText(), 1));
    called("caller", Instant.now());
    called("caller-of-last-month", Instant.now().minus(Duration.ofDays(20)));
  }

  private void called(String tenant, Instant at) {
    plane
        .stores()
        .tenants()
        .record(Environment.Development, ControlPlane.MARKDOWN, Set.of(tenant), at);
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void a_break_under_a_minor_number_names_who_called_in_the_last_week() {
    var plan = planned("1.1.0");
    Documented.conforms(Action.CREATE_DEPLOYMENT, plan);
    var impact = plan.body().path("impact");
    assertEquals("Breaking", impact.path("compatibility").asText(), plan.toString());
    assertEquals("1.0.0", impact.path("comparedWith").asText());
    assertTrue(impact.path("mislabelled").asBoolean());
    assertEquals("OperationGone", impact.at("/changes/0/kind").asText());
    assertEquals("The operation outline is gone.", impact.at("/changes/0/detail").asText());
    assertTrue(impact.path("tenants").toString().contains("\"caller\""), impact.toString());
    assertTrue(impact.path("callingTenants").asInt() > 0);
    assertFalse(impact.toString().contains("caller-of-last-month"), impact.toString());
    var warnings = plan.body().path("warnings").toString();
    assertTrue(
        warnings.contains(
            "1.1.0 breaks with 1.0.0, which serves, and its number denies that: The operation"
                + " outline is gone. "),
        warnings);
  }

  @Test
  void a_major_number_announces_a_break_and_an_approver_sees_it_at_the_plan() {
    var id = plane.deploy("2.0.0").body().at("/id").asText();
    var plan = plane.as(Role.Approver, "GET", "/deployments/" + id + "/plan").send();
    Documented.conforms(Action.VIEW_PLAN, plan);
    assertEquals("Breaking", plan.body().at("/impact/compatibility").asText(), plan.toString());
    assertFalse(plan.body().at("/impact/mislabelled").asBoolean(true));
  }

  @Test
  void what_is_compatible_concerns_nobody() {
    assertEquals("Succeeded", plane.complete(plane.deploy("2.0.0").body().at("/id").asText(), 1));
    var impact = planned("2.0.1").body().path("impact");
    assertEquals("Compatible", impact.path("compatibility").asText(), impact.toString());
    assertEquals(0, impact.path("callingTenants").asInt(-1));
    assertEquals("[]", impact.path("tenants").toString());
  }

  @Test
  void where_nodes_will_run_it_is_shown_once_somebody_has_decided() {
    assertTrue(planned("1.1.0").body().path("isolation").isMissingNode());
    var trust = plane.stores().trustDocuments();
    var before = trust.current();
    var decided =
        new TrustDocument(
            before.generation() + 1,
            before.publishers(),
            before.timestampAuthorities(),
            before.revocations(),
            before.policies(),
            before.blocked(),
            Map.of(Environment.Development, new IsolationPolicy(Set.of(), IsolationLevel.Locked)));
    assertTrue(trust.commit(decided, audit()));
    var plan = planned("1.1.0");
    Documented.conforms(Action.CREATE_DEPLOYMENT, plan);
    assertEquals("Locked", plan.body().path("isolation").asText(), plan.toString());
  }

  private static AuditRecord audit() {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.trust(),
        Instant.now(),
        "setTrust",
        Origin.system("test", "request", ""),
        Map.of(),
        Map.of());
  }

  private Reply planned(String version) {
    return plane
        .as(Role.Developer, "POST", "/deployments?dryRun=true")
        .json(ControlPlane.deployment(version))
        .send();
  }
}

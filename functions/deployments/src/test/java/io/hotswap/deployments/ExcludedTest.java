package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tenant whose configuration the next version would refuse.
class ExcludedTest {
  private static final TenantPluginId RIVAL =
      new TenantPluginId(Environment.Development, ControlPlane.MARKDOWN, "rival");

  @TempDir Path directory;
  private ControlPlane plane;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
    plane.register("1.2.0", Map.of("configuration", Map.of("required", new String[] {"b"})));
    assertEquals("Succeeded", plane.complete(plane.deploy("1.0.0").body().at("/id").asText(), 1));
    configure();
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private void configure() {
    var next = TenantPlugin.unset(RIVAL).withConfiguration(1).written(Instant.now());
    var id = new TenantConfiguration.Id(RIVAL, 1);
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.routing(Environment.Development, ControlPlane.MARKDOWN),
            Instant.now(),
            "a",
            Origin.system("s", "r", ""),
            Map.of(),
            Map.of());
    var configuration = new TenantConfiguration(id, "{\"a\":1}", Map.of(), Instant.now());
    assertTrue(
        plane
            .stores()
            .tenantPlugins()
            .commit(next, Optional.of(NewConfiguration.of(configuration)), audit));
  }

  @Test
  void a_deployment_is_refused_or_goes_around_it_as_asked() {
    var refused = post("", "");
    assertEquals(409, refused.status(), refused.toString());
    assertEquals("configuration-misfit", refused.problem());
    var plan = post("Exclude", "?dryRun=true");
    Documented.conforms(Action.CREATE_DEPLOYMENT, plan);
    assertEquals("rival", plan.body().at("/excluded/tenants/0/tenantId").asText(), plan.toString());
    var accepted = post("Exclude", "");
    assertEquals(202, accepted.status(), accepted.toString());
    var id = accepted.body().at("/id").asText();
    assertEquals("Succeeded", plane.complete(id, 1));
    var settings = TenantPlugin.unset(RIVAL).withConfiguration(1).routing(TenantDefaults.OPEN);
    var route = (Route.To) plane.routed().route("rival", settings, "n");
    assertEquals("1.0.0", route.version().version());
    var shown = plane.get("/deployments/" + id);
    Documented.conforms(Action.VIEW_DEPLOYMENT, shown);
    assertEquals(1, shown.body().at("/excluded/number").asInt(), shown.toString());
    assertEquals("Exclude", shown.body().at("/onMisfit").asText());
    var owners = plane.as("acme", "olga", Role.TenantOwner, "GET", "/deployments/" + id).send();
    assertTrue(owners.body().at("/excluded").isMissingNode(), owners.toString());
  }

  @Test
  void what_is_neither_is_told() {
    var reply = post("Ignore", "");
    assertEquals(400, reply.status(), reply.toString());
    assertEquals("/onMisfit", reply.body().at("/errors/0/pointer").asText(), reply.toString());
  }

  private Reply post(String onMisfit, String query) {
    Map<String, String> body = new HashMap<>(ControlPlane.deployment("1.2.0"));
    if (!onMisfit.isEmpty()) {
      body.put("onMisfit", onMisfit);
    }
    return plane.as(Role.Developer, "POST", "/deployments" + query).json(body).send();
  }
}

package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.TestIssuer;
import io.hotswap.api.fuzz.ForeignData;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.serialization.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rival's people deployed, were judged by, paused and rolled back what a tenant uses too.
class ForeignDataTest {
  private static final int TRIES = 600;
  private static final String DORA = "dora@rival";

  @TempDir Path directory;
  private final List<String> bodies = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private ControlPlane plane;

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void nothing_of_another_tenant_or_of_all_is_shown_to_an_owner_or_changed() {
    plane = ControlPlane.withRunningExecutions(directory.resolve("trace.jsonl"));
    var serving = sent("/deployments", ControlPlane.deployment("1.0.0")).at("/id").asText();
    assertEquals("Succeeded", plane.complete(serving, 1));
    plane.judged(DeploymentId.of(serving), "acme", "rival");
    var staged = staged();
    sent("/deployments/" + serving + "/rollback", Map.of("reason", "rival lost orders"));
    var cursor = page("/deployments?limit=1");
    plane
        .fuzz(it -> others(it, List.of(serving, staged.id()), cursor, staged.token()))
        .all("DeploymentsFunction", TRIES);
  }

  private record Staged(String id, String token) {}

  /// With a token to look at it.
  private Staged staged() {
    Map<String, Object> body = new HashMap<>(ControlPlane.deployment("1.1.0"));
    body.put("strategy", "BlueGreen");
    body.put("blueGreenConfig", Map.of("warmupPeriod", "PT1M"));
    var id = sent("/deployments", body).at("/id").asText();
    plane.step("BeginDeployment", id, 1);
    plane.step("StageVersion", id, 1);
    var token = sent("/deployments/" + id + "/preview-token", Map.of("expiresIn", "PT10M"));
    return new Staged(id, token.at("/token").asText());
  }

  private JsonNode sent(String path, Map<String, ?> body) {
    var key = UUID.randomUUID().toString();
    keys.add(key);
    bodies.add(Json.write(body));
    var reply =
        plane
            .as("rival", DORA, Role.Developer, "POST", path)
            .header("Idempotency-Key", key)
            .json(body)
            .send();
    assertTrue(reply.status() < 300, reply.toString());
    return reply.body();
  }

  private List<String> page(String list) {
    var reply = plane.as(Role.Admin, "GET", list).send();
    assertTrue(reply.body().has("next"), reply.toString());
    return List.of(reply.body().path("next").asText());
  }

  private ForeignData others(
      TestIssuer issuer, List<String> ids, List<String> cursors, String token) {
    Map<String, List<String>> values = new HashMap<>();
    List<String> all = new ArrayList<>(ids);
    all.add("markdown");
    values.put("id", all);
    values.put("number", List.of("1", "2"));
    values.put("environment", List.of("Development", "QA", "Production"));
    values.put("plugin", List.of("markdown"));
    values.put("next", cursors);
    values.put("limit", List.of("1", "100"));
    return new ForeignData(
        issuer.tokenOf("acme", "olga", Role.TenantOwner),
        issuer.token("ada", Role.Admin),
        values,
        bodies,
        keys,
        List.of(token),
        List.of(
            DORA,
            "rival lost orders",
            "700170017001",
            "rivalOrders",
            "candidateTenants",
            "only 2 tenants called",
            "previewKey",
            token));
  }
}

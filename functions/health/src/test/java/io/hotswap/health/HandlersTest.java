package io.hotswap.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.figures.Suspicion;
import io.hotswap.persistence.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandlersTest {
  private Ward ward;

  @BeforeEach
  void open() {
    ward = new Ward();
    ward.serves("1.0.0");
    List.of("n1", "n2", "n3").forEach(it -> ward.nodeSpeaks(it, "1.0.0", 0));
  }

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void healthIsWhatTheNodesSayAndHowTheTriggersStand() {
    var healthy = ward.get("/plugins/markdown/health?environment=Development");
    assertEquals(200, healthy.status(), healthy.toString());
    Documented.conforms(Action.VIEW_PLUGIN_HEALTH, healthy);
    assertEquals("Healthy", healthy.body().at("/environments/0/status").asText());
    assertEquals(3, healthy.body().at("/environments/0/versions/0/nodes").size());
    assertEquals(3, healthy.body().at("/environments/0/versions/0/triggers").size());
    ward.nodeSpeaks("n2", "1.0.0", 1);
    var degraded = ward.get("/plugins/markdown/health").body();
    assertEquals("Degraded", degraded.at("/environments/0/status").asText());
    assertEquals("no database", degraded.at("/environments/0/versions/0/nodes/1/problem").asText());
  }

  @Test
  void metricsAddUpOverAllNodes() {
    ward.calls("n1", "1.0.0", 100, 1);
    ward.calls("n2", "1.0.0", 300, 3);
    var metrics = ward.get("/plugins/markdown/metrics?window=PT10M");
    assertEquals(200, metrics.status(), metrics.toString());
    Documented.conforms(Action.VIEW_PLUGIN_METRICS, metrics);
    assertEquals(400, metrics.body().at("/versions/0/calls").asLong());
    assertEquals(0.01, metrics.body().at("/versions/0/errorRate").asDouble());
    assertEquals(2.0, metrics.body().at("/versions/0/p99Millis").asDouble());
  }

  @Test
  void aHealthCheckAsksTheNodesNow() {
    var before = Instant.now();
    var asked =
        ward.as(Role.Developer, "POST", "/plugins/markdown/health-check")
            .json(Map.of("environment", "Development"))
            .send();
    assertEquals(202, asked.status(), asked.toString());
    Documented.conforms(Action.CHECK_PLUGIN_HEALTH, asked);
    assertFalse(ward.healthAsked().isBefore(before));
    var nowhere =
        ward.as(Role.Developer, "POST", "/plugins/markdown/health-check")
            .json(Map.of("environment", "QA"))
            .send();
    assertProblem(nowhere, 404, "not-deployed");
  }

  @Test
  void whatCannotBeAnsweredIsAProblem() {
    assertEquals(Documented.routes("HealthFunction"), ward.routes());
    assertProblem(ward.get("/plugins/nothing/health"), 404, "plugin-not-found");
    assertProblem(ward.get("/plugins/markdown/health?environment=Mars"), 400, "invalid-parameter");
    assertProblem(ward.get("/plugins/markdown/metrics?window=P9D"), 400, "invalid-parameter");
    assertProblem(ward.get("/plugins/markdown/metrics?window=x"), 400, "invalid-parameter");
  }

  @Test
  void aNodeThatAloneIsSickIsSetAsideAndComesBack() {
    ward.nodeSpeaks("n2", "1.0.0", 3);
    assertEquals(0, ward.told(word(Suspicion.Kind.Unhealthy)).at("/batchItemFailures").size());
    assertEquals(Set.of("n2"), ward.aside());
    ward.nodeSpeaks("n2", "1.0.0", 0);
    assertEquals(0, ward.told(word(Suspicion.Kind.Recovered)).at("/batchItemFailures").size());
    assertEquals(Set.of(), ward.aside());
  }

  @Test
  void aSuspicionThatIsNotConfirmedChangesNothing() {
    ward.calls("n2", "1.0.0", 1000, 1);
    assertEquals(0, ward.told(word(Suspicion.Kind.ErrorRate)).at("/batchItemFailures").size());
    assertEquals(Set.of(), ward.aside());
  }

  @Test
  void garbageGoesBackToTheQueue() {
    assertEquals("m1", ward.told("{").at("/batchItemFailures/0/itemIdentifier").asText());
  }

  private static String word(Suspicion.Kind kind) {
    return Json.write(
        new Suspicion(
            Environment.Development,
            Ward.MARKDOWN,
            "1.0.0",
            "n2",
            kind,
            "its own numbers",
            Instant.now()));
  }

  private static void assertProblem(Reply reply, int status, String problem) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(problem, reply.problem(), reply.toString());
  }
}

package io.hotswap.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.api.OpenApi;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the API answers.
class HandlersTest {
  private HealthFixture healthFixture;

  @BeforeEach
  void open() {
    healthFixture = new HealthFixture();
    healthFixture.deploy("1.0.0");
    HealthFixture.NODES.forEach(it -> healthFixture.found(it, "1.0.0", 0));
  }

  @AfterEach
  void close() {
    healthFixture.close();
  }

  @Test
  void health_is_what_the_nodes_say_and_how_the_triggers_stand() {
    var healthy = healthFixture.get("/plugins/markdown/health?environment=Development");
    assertEquals(200, healthy.status(), healthy.toString());
    Documented.conforms(Action.VIEW_PLUGIN_HEALTH, healthy);
    assertEquals("Healthy", healthy.body().at("/environments/0/status").asText());
    assertEquals(2, healthy.body().at("/environments/0/versions/0/nodes").size());
    assertEquals(3, healthy.body().at("/environments/0/versions/0/triggers").size());
    healthFixture.found("n2", "1.0.0", 1);
    var degraded = healthFixture.get("/plugins/markdown/health").body();
    assertEquals("Degraded", degraded.at("/environments/0/status").asText());
    assertEquals("no disk", degraded.at("/environments/0/versions/0/nodes/1/problem").asText());
  }

  @Test
  void metrics_add_up_over_all_nodes() {
    healthFixture.called("n1", "1.0.0", 100, 1);
    healthFixture.called("n2", "1.0.0", 300, 3);
    var metrics = healthFixture.get("/plugins/markdown/metrics?window=PT10M");
    assertEquals(200, metrics.status(), metrics.toString());
    Documented.conforms(Action.VIEW_PLUGIN_METRICS, metrics);
    assertEquals(400, metrics.body().at("/versions/0/calls").asLong());
    assertEquals(0.01, metrics.body().at("/versions/0/errorRate").asDouble());
    assertEquals(2.0, metrics.body().at("/versions/0/p99Millis").asDouble());
  }

  @Test
  void metrics_go_back_as_far_as_documented() {
    var parameters =
        new OpenApi().document().at("/paths/~1api~1v1~1plugins~1{id}~1metrics/get/parameters");
    var limits =
        Pattern.compile("How far back, (P\\w+) to (P\\w+); P\\w+").matcher(parameters.toString());
    assertTrue(limits.find());
    var least = Duration.parse(limits.group(1));
    var most = Duration.parse(limits.group(2));
    for (var window : List.of(least, most)) {
      assertEquals(200, metrics(window).status(), window::toString);
    }
    for (var window : List.of(least.minusSeconds(1), most.plusSeconds(1))) {
      assertProblem(metrics(window), 400, "invalid-parameter");
    }
  }

  private Reply metrics(Duration window) {
    return healthFixture.get("/plugins/markdown/metrics?window=" + window);
  }

  @Test
  void a_health_check_asks_the_nodes_now() {
    var before = Instant.now();
    var asked =
        healthFixture
            .as(Role.Developer, "POST", "/plugins/markdown/health-check")
            .json(Map.of("environment", "Development"))
            .send();
    assertEquals(202, asked.status(), asked.toString());
    Documented.conforms(Action.CHECK_PLUGIN_HEALTH, asked);
    assertFalse(healthFixture.asked().isBefore(before));
    var nowhere =
        healthFixture
            .as(Role.Developer, "POST", "/plugins/markdown/health-check")
            .json(Map.of("environment", "QA"))
            .send();
    assertProblem(nowhere, 404, "not-deployed");
  }

  @Test
  void what_cannot_be_answered_is_a_problem() {
    assertEquals(Documented.routes("HealthFunction"), healthFixture.routes());
    assertProblem(healthFixture.get("/plugins/nothing/health"), 404, "plugin-not-found");
    assertProblem(
        healthFixture.get("/plugins/markdown/health?environment=Mars"), 400, "invalid-parameter");
    assertProblem(
        healthFixture.get("/plugins/markdown/metrics?window=P9D"), 400, "invalid-parameter");
    assertProblem(
        healthFixture.get("/plugins/markdown/metrics?window=x"), 400, "invalid-parameter");
  }

  private static void assertProblem(Reply reply, int status, String problem) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(problem, reply.problem(), reply.toString());
  }
}

package io.hotswap.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.telemetry.Anomaly.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nodes that die, and what people see of it.
class NodesTest {
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
  void a_dead_node_is_listed_as_late_and_then_as_lost() {
    var all = healthFixture.get("/nodes");
    assertEquals(200, all.status(), all.toString());
    Documented.conforms(Action.LIST_NODES, all);
    assertEquals("Live", all.body().at("/items/1/state").asText());
    healthFixture.lastHeardOf("n2", Duration.ofSeconds(25));
    assertEquals("Late", healthFixture.get("/nodes").body().at("/items/1/state").asText());
    healthFixture.lastHeardOf("n2", Duration.ofMinutes(5));
    var lost = healthFixture.get("/nodes?environment=Development&state=Lost");
    Documented.conforms(Action.LIST_NODES, lost);
    assertEquals(1, lost.body().at("/items").size());
    assertEquals("n2", lost.body().at("/items/0/nodeId").asText());
    assertEquals(180_000, lost.body().at("/items/0/clockAheadMillis").asLong());
    var since = Instant.parse(lost.body().at("/items/0/since").asText());
    var heard = Instant.parse(lost.body().at("/items/0/heartbeatAt").asText());
    assertEquals(Duration.ofSeconds(40), Duration.between(heard, since));
  }

  @Test
  void it_is_not_ready_and_its_plugin_not_healthy() {
    for (var ago : List.of(Duration.ofSeconds(25), Duration.ofMinutes(5))) {
      healthFixture.lastHeardOf("n2", ago);
      var health = healthFixture.get("/plugins/markdown/health");
      Documented.conforms(Action.VIEW_PLUGIN_HEALTH, health);
      var seen = health.body().at("/environments/0");
      assertEquals("Degraded", seen.at("/status").asText(), seen.toString());
      var node = seen.at("/versions/0/nodes/1");
      assertFalse(node.at("/live").asBoolean(), node.toString());
      assertFalse(node.at("/ready").asBoolean(), node.toString());
      assertEquals(ago.toSeconds() < 40 ? "Late" : "Lost", node.at("/state").asText());
    }
    healthFixture.lastHeardOf("n2", Duration.ofMinutes(30));
    var later = healthFixture.get("/plugins/markdown/health").body().at("/environments/0");
    assertEquals("Healthy", later.at("/status").asText(), "the others are enough by then");
  }

  @Test
  void the_operators_are_told_of_it_and_of_its_return() {
    healthFixture.reviewed();
    assertEquals(List.of(), healthFixture.messages());
    healthFixture.lastHeardOf("n2", Duration.ofSeconds(25));
    healthFixture.reviewed();
    healthFixture.lastHeardOf("n2", Duration.ofMinutes(5));
    healthFixture.reviewed();
    healthFixture.reviewed();
    healthFixture.nodesFollow();
    healthFixture.reviewed();
    var told = new ArrayList<>(healthFixture.messages());
    assertEquals(3, told.size(), told.toString());
    assertTrue(told.contains("Node n2 of Development is late"), told.toString());
    assertTrue(told.contains("Node n2 of Development is lost"), told.toString());
    assertTrue(told.contains("Node n2 of Development is back after it was lost"), told.toString());
  }

  @Test
  void one_that_is_ejected_names_the_plugin() {
    healthFixture.found("n1", "1.0.0", 3);
    assertEquals(
        List.of(), healthFixture.told(HealthFixture.anomaly("n1", "1.0.0", Kind.Unhealthy)));
    healthFixture.reviewed();
    assertEquals(
        List.of("Node n1 of Development gives calls to other nodes"), healthFixture.messages());
    var ejected = healthFixture.get("/nodes?state=Ejected").body();
    assertEquals(1, ejected.at("/items").size(), ejected.toString());
    assertEquals(HealthFixture.MARKDOWN.toString(), ejected.at("/items/0/ejectedFrom/0").asText());
  }

  @Test
  void a_plugin_that_cannot_be_reviewed_hides_no_dead_node() {
    healthFixture.found("n1", "1.0.0", 3);
    healthFixture.told(HealthFixture.anomaly("n1", "1.0.0", Kind.Unhealthy));
    healthFixture.lastHeardOf("n2", Duration.ofMinutes(5));
    healthFixture.losesTheRoutingDocument();
    var failure = assertThrows(IllegalStateException.class, healthFixture::reviewed);
    assertTrue(failure.getCause() instanceof PartialFailure, failure.getCause()::toString);
    assertEquals(
        Set.of(
            "Node n1 of Development gives calls to other nodes", "Node n2 of Development is lost"),
        Set.copyOf(healthFixture.messages()));
  }

  @Test
  void a_long_list_comes_in_pages() {
    for (int node = 10; node < 15; node++) {
      healthFixture.lastHeardOf("n" + node, Duration.ZERO);
    }
    List<String> names = new ArrayList<>();
    var path = "/nodes?limit=3";
    for (var next = path; !next.isEmpty(); ) {
      var page = healthFixture.get(next);
      Documented.conforms(Action.LIST_NODES, page);
      page.body().at("/items").forEach(it -> names.add(it.at("/nodeId").asText()));
      var more = page.body().path("next").asText();
      next = more.isEmpty() ? "" : path + "&next=" + more;
    }
    assertEquals(List.of("n1", "n10", "n11", "n12", "n13", "n14", "n2"), names);
  }

  @Test
  void tenants_are_not_told_and_nonsense_is_a_problem() {
    assertEquals(403, healthFixture.as(Role.TenantOwner, "GET", "/nodes").send().status());
    assertEquals(400, healthFixture.get("/nodes?state=Dead").status());
    assertEquals(400, healthFixture.get("/nodes?environment=Mars").status());
  }
}

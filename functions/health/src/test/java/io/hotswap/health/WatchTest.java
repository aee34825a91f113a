package io.hotswap.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.telemetry.Anomaly.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From the queue's message to the deployment, the routing document and the state machine.
class WatchTest {
  private HealthFixture healthFixture;

  @BeforeEach
  void start() {
    healthFixture = new HealthFixture();
  }

  @AfterEach
  void stop() {
    healthFixture.close();
  }

  @Test
  void a_version_that_fails_on_all_nodes_is_rolled_back_once() {
    healthFixture.deploy("1.0.0");
    var id = healthFixture.deploy("1.1.0");
    healthFixture.called("1.1.0", 200, 0);
    HealthFixture.NODES.forEach(it -> healthFixture.found(it, "1.1.0", 3));
    var word = HealthFixture.anomaly("n1", "1.1.0", Kind.Unhealthy);
    assertEquals(
        List.of(), healthFixture.told(word, HealthFixture.anomaly("n2", "1.1.0", Kind.Unhealthy)));
    assertEquals(List.of(), healthFixture.told(word));
    var deployment = healthFixture.deployment(id);
    assertEquals(List.of(id + "-" + deployment.fence()), healthFixture.rollbacks());
    assertEquals(1, deployment.rollbacks().size());
    var rollback = deployment.lastRollback().orElseThrow();
    assertEquals("Failed health checks", rollback.reason().orElseThrow());
    assertTrue(rollback.evidence().orElseThrow().contains("2 of 2 nodes"));
  }

  /// Whatever it says is confirmed by what the named environment's nodes reported themselves, or
  /// would be.
  @Test
  void an_anomaly_by_another_environments_queue_moves_nothing_and_is_counted() {
    healthFixture.deploy("1.0.0");
    var id = healthFixture.deploy("1.1.0");
    healthFixture.called("1.1.0", 200, 0);
    HealthFixture.NODES.forEach(it -> healthFixture.found(it, "1.1.0", 3));
    var word = HealthFixture.anomaly("n1", "1.1.0", Kind.Unhealthy);
    var printed = printed(() -> toldBy(Environment.QA, word));
    assertTrue(printed.contains("plugin.reports.refused.total"), printed);
    assertTrue(printed.contains("\"environment\":\"QA\""), printed);
    assertEquals(List.of(), healthFixture.rollbacks());
    assertEquals(List.of(), healthFixture.deployment(id).rollbacks());
    assertEquals(List.of(), healthFixture.told(word));
    assertEquals(1, healthFixture.rollbacks().size());
  }

  private void toldBy(Environment source, String word) {
    assertEquals(List.of(), healthFixture.toldFrom(source, word));
  }

  @Test
  void an_anomaly_by_a_queue_of_nobody_is_a_fault() {
    healthFixture.deploy("1.0.0");
    var word = HealthFixture.anomaly("n1", "1.0.0", Kind.Unhealthy);
    assertEquals(List.of("m0"), healthFixture.toldBy("anomalies-lost", word));
  }

  @Test
  void a_version_that_was_rolled_back_is_still_there_to_compare() {
    healthFixture.deploy("1.0.0");
    healthFixture.called("1.0.0", 100, 1);
    var id = healthFixture.deploy("1.1.0");
    healthFixture.called("1.1.0", 200, 0);
    HealthFixture.NODES.forEach(it -> healthFixture.found(it, "1.1.0", 3));
    assertEquals(
        List.of(), healthFixture.told(HealthFixture.anomaly("n1", "1.1.0", Kind.Unhealthy)));
    healthFixture.revert(id);
    assertEquals(Set.of("1.0.0"), healthFixture.routed().loaded());
    var metrics = healthFixture.get("/plugins/markdown/metrics?window=PT1H");
    Documented.conforms(Action.VIEW_PLUGIN_METRICS, metrics);
    assertEquals("1.0.0", metrics.body().at("/versions/0/version").asText());
    assertEquals(100, metrics.body().at("/versions/0/calls").asLong());
    assertEquals("1.1.0", metrics.body().at("/versions/1/version").asText());
    assertEquals(200, metrics.body().at("/versions/1/calls").asLong());
  }

  @Test
  void a_rollback_that_did_not_start_is_started_by_the_same_message() {
    healthFixture.deploy("1.0.0");
    var id = healthFixture.deploy("1.1.0");
    healthFixture.called("1.1.0", 200, 0);
    HealthFixture.NODES.forEach(it -> healthFixture.found(it, "1.1.0", 3));
    var word = HealthFixture.anomaly("n1", "1.1.0", Kind.Unhealthy);
    assertEquals(List.of("m0"), healthFixture.toldWithoutMachine(word));
    assertEquals(List.of(), healthFixture.rollbacks());
    assertEquals(List.of(), healthFixture.told(word));
    assertEquals(1, healthFixture.rollbacks().size());
    assertEquals(1, healthFixture.deployment(id).rollbacks().size());
  }

  @Test
  void garbage_holds_up_no_other() {
    healthFixture.deploy("1.0.0");
    healthFixture.found("n1", "1.0.0", 3);
    var word = HealthFixture.anomaly("n1", "1.0.0", Kind.Unhealthy);
    assertEquals(List.of("m0", "m2"), healthFixture.told("garbage", word, "{}"));
    assertEquals(Set.of("n1"), healthFixture.ejected());
  }

  @Test
  void a_node_that_alone_was_sick_comes_back_when_it_recovers() {
    healthFixture.deploy("1.0.0");
    setAside();
    healthFixture.found("n1", "1.0.0", 0);
    assertEquals(
        List.of(), healthFixture.told(HealthFixture.anomaly("n1", "1.0.0", Kind.Recovered)));
    assertEquals(Set.of(), healthFixture.ejected());
  }

  @Test
  void an_anomaly_that_is_not_confirmed_changes_nothing() {
    healthFixture.deploy("1.0.0");
    healthFixture.called("1.0.0", 1000, 1);
    assertEquals(
        List.of(), healthFixture.told(HealthFixture.anomaly("n1", "1.0.0", Kind.ErrorRate)));
    assertEquals(Set.of(), healthFixture.ejected());
  }

  @Test
  void the_last_node_in_rotation_stays() {
    healthFixture.deploy("1.0.0");
    setAside();
    healthFixture.found("n1", "1.0.0", 0);
    healthFixture.found("n2", "1.0.0", 3);
    assertEquals(
        List.of(), healthFixture.told(HealthFixture.anomaly("n2", "1.0.0", Kind.Unhealthy)));
    assertEquals(Set.of("n1"), healthFixture.ejected());
  }

  @Test
  void a_restarted_node_comes_back_by_the_clock() {
    healthFixture.deploy("1.0.0");
    setAside();
    healthFixture.nodesFollow();
    var version =
        healthFixture.get("/plugins/markdown/health").body().at("/environments/0/versions/0");
    assertTrue(version.at("/nodes/0/ejected").asBoolean(), version.toString());
    assertFalse(version.at("/nodes/0/ready").asBoolean(), version.toString());
    healthFixture.reviewed();
    assertEquals(Set.of("n1"), healthFixture.ejected(), "it is still sick");
    healthFixture.restarted("n1");
    healthFixture.reviewed();
    assertEquals(Set.of(), healthFixture.ejected());
    var generation = healthFixture.routed().generation();
    healthFixture.reviewed();
    assertEquals(generation, healthFixture.routed().generation());
  }

  @Test
  void what_could_not_be_answered_is_counted() {
    var printed = printed(() -> assertEquals(List.of("m0"), healthFixture.told("garbage")));
    assertTrue(printed.contains("plugin.anomalies.failed.total"), printed);
  }

  @Test
  void an_environment_that_cannot_be_reviewed_is_counted_and_holds_up_no_other() {
    var printed =
        printed(
            () -> assertThrows(IllegalStateException.class, healthFixture::reviewedWithoutRouting));
    var failures = printed.lines().filter(it -> it.contains("plugin.reviews.failed.total"));
    assertEquals(Environment.values().length, failures.count(), printed);
  }

  private static String printed(Runnable work) {
    var captured = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setOut(before);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }

  private void setAside() {
    healthFixture.found("n1", "1.0.0", 3);
    assertEquals(
        List.of(), healthFixture.told(HealthFixture.anomaly("n1", "1.0.0", Kind.Unhealthy)));
    assertEquals(Set.of("n1"), healthFixture.ejected());
  }
}

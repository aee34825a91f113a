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
  private Environs environs;

  @BeforeEach
  void start() {
    environs = new Environs();
  }

  @AfterEach
  void stop() {
    environs.close();
  }

  @Test
  void a_version_that_fails_on_all_nodes_is_rolled_back_once() {
    environs.deploy("1.0.0");
    var id = environs.deploy("1.1.0");
    environs.called("1.1.0", 200, 0);
    Environs.NODES.forEach(it -> environs.found(it, "1.1.0", 3));
    var word = Environs.suspicion("n1", "1.1.0", Kind.Unhealthy);
    assertEquals(List.of(), environs.told(word, Environs.suspicion("n2", "1.1.0", Kind.Unhealthy)));
    assertEquals(List.of(), environs.told(word));
    var deployment = environs.deployment(id);
    assertEquals(List.of(id + "-" + deployment.fence()), environs.rollbacks());
    assertEquals(1, deployment.rollbacks().size());
    var rollback = deployment.lastRollback().orElseThrow();
    assertEquals("Failed health checks", rollback.reason().orElseThrow());
    assertTrue(rollback.evidence().orElseThrow().contains("2 of 2 nodes"));
  }

  @Test
  void a_version_that_was_rolled_back_is_still_there_to_compare() {
    environs.deploy("1.0.0");
    environs.called("1.0.0", 100, 1);
    var id = environs.deploy("1.1.0");
    environs.called("1.1.0", 200, 0);
    Environs.NODES.forEach(it -> environs.found(it, "1.1.0", 3));
    assertEquals(List.of(), environs.told(Environs.suspicion("n1", "1.1.0", Kind.Unhealthy)));
    environs.revert(id);
    assertEquals(Set.of("1.0.0"), environs.routed().loaded());
    var metrics = environs.get("/plugins/markdown/metrics?window=PT1H");
    Documented.conforms(Action.VIEW_PLUGIN_METRICS, metrics);
    assertEquals("1.0.0", metrics.body().at("/versions/0/version").asText());
    assertEquals(100, metrics.body().at("/versions/0/calls").asLong());
    assertEquals("1.1.0", metrics.body().at("/versions/1/version").asText());
    assertEquals(200, metrics.body().at("/versions/1/calls").asLong());
  }

  @Test
  void a_rollback_that_did_not_start_is_started_by_the_same_message() {
    environs.deploy("1.0.0");
    var id = environs.deploy("1.1.0");
    environs.called("1.1.0", 200, 0);
    Environs.NODES.forEach(it -> environs.found(it, "1.1.0", 3));
    var word = Environs.suspicion("n1", "1.1.0", Kind.Unhealthy);
    assertEquals(List.of("m0"), environs.toldWithoutMachine(word));
    assertEquals(List.of(), environs.rollbacks());
    assertEquals(List.of(), environs.told(word));
    assertEquals(1, environs.rollbacks().size());
    assertEquals(1, environs.deployment(id).rollbacks().size());
  }

  @Test
  void garbage_holds_up_no_other() {
    environs.deploy("1.0.0");
    environs.found("n1", "1.0.0", 3);
    var word = Environs.suspicion("n1", "1.0.0", Kind.Unhealthy);
    assertEquals(List.of("m0", "m2"), environs.told("garbage", word, "{}"));
    assertEquals(Set.of("n1"), environs.ejected());
  }

  @Test
  void a_node_that_alone_was_sick_comes_back_when_it_recovers() {
    environs.deploy("1.0.0");
    setAside();
    environs.found("n1", "1.0.0", 0);
    assertEquals(List.of(), environs.told(Environs.suspicion("n1", "1.0.0", Kind.Recovered)));
    assertEquals(Set.of(), environs.ejected());
  }

  @Test
  void a_suspicion_that_is_not_confirmed_changes_nothing() {
    environs.deploy("1.0.0");
    environs.called("1.0.0", 1000, 1);
    assertEquals(List.of(), environs.told(Environs.suspicion("n1", "1.0.0", Kind.ErrorRate)));
    assertEquals(Set.of(), environs.ejected());
  }

  @Test
  void the_last_node_in_rotation_stays() {
    environs.deploy("1.0.0");
    setAside();
    environs.found("n1", "1.0.0", 0);
    environs.found("n2", "1.0.0", 3);
    assertEquals(List.of(), environs.told(Environs.suspicion("n2", "1.0.0", Kind.Unhealthy)));
    assertEquals(Set.of("n1"), environs.ejected());
  }

  @Test
  void a_restarted_node_comes_back_by_the_clock() {
    environs.deploy("1.0.0");
    setAside();
    environs.nodesFollow();
    var version = environs.get("/plugins/markdown/health").body().at("/environments/0/versions/0");
    assertTrue(version.at("/nodes/0/ejected").asBoolean(), version.toString());
    assertFalse(version.at("/nodes/0/ready").asBoolean(), version.toString());
    environs.reviewed();
    assertEquals(Set.of("n1"), environs.ejected(), "it is still sick");
    environs.restarted("n1");
    environs.reviewed();
    assertEquals(Set.of(), environs.ejected());
    var generation = environs.routed().generation();
    environs.reviewed();
    assertEquals(generation, environs.routed().generation());
  }

  @Test
  void what_could_not_be_answered_is_counted() {
    var printed = printed(() -> assertEquals(List.of("m0"), environs.told("garbage")));
    assertTrue(printed.contains("plugin.suspicions.failed.total"), printed);
  }

  @Test
  void an_environment_that_cannot_be_reviewed_is_counted_and_holds_up_no_other() {
    var printed =
        printed(() -> assertThrows(IllegalStateException.class, environs::reviewedWithoutRouting));
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
    environs.found("n1", "1.0.0", 3);
    assertEquals(List.of(), environs.told(Environs.suspicion("n1", "1.0.0", Kind.Unhealthy)));
    assertEquals(Set.of("n1"), environs.ejected());
  }
}

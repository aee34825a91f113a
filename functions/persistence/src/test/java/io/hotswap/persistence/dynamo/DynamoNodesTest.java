package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DynamoNodesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static DynamoNodes nodes;

  @BeforeAll
  static void stage() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    nodes = new DynamoNodes(Aws.dynamo(), tables);
  }

  @Test
  void leases_are_renewed_and_listed_by_environment() {
    nodes.heartbeat(lease("n1", "i1", NOW));
    nodes.heartbeat(lease("n1", "i1", NOW.plusSeconds(3)));
    nodes.heartbeat(lease("n2", "i1", NOW));
    assertEquals(
        List.of(lease("n1", "i1", NOW.plusSeconds(3)), lease("n2", "i1", NOW)),
        nodes.leases(Environment.Development));
    assertEquals(List.of(), nodes.leases(Environment.QA));
  }

  @Test
  void only_the_incarnation_that_holds_a_lease_gives_it_back() {
    nodes.heartbeat(staged("n1", "i2", NOW));
    nodes.leave(staged("n1", "i1", NOW));
    assertEquals(1, nodes.leases(Environment.Staging).size());
    nodes.leave(staged("n1", "i2", NOW));
    nodes.leave(staged("n1", "i2", NOW));
    assertEquals(List.of(), nodes.leases(Environment.Staging));
  }

  @Test
  void the_newest_word_of_a_node_stands() {
    nodes.acknowledge(word("newest", "i1", 7, NOW, VersionState.Failed));
    nodes.acknowledge(word("newest", "i1", 7, NOW.plusMillis(5), VersionState.Ready));
    nodes.acknowledge(word("newest", "i1", 6, NOW.plusMillis(9), VersionState.Failed));
    assertEquals(
        List.of(word("newest", "i1", 7, NOW.plusMillis(5), VersionState.Ready)),
        nodes.acknowledgements(Environment.Development, PluginId.of("newest")));
  }

  @Test
  void a_restarted_node_speaks_anew_of_whatever_generation() {
    nodes.acknowledge(word("restarted", "i1", 7, NOW, VersionState.Ready));
    nodes.acknowledge(word("restarted", "i2", 6, NOW, VersionState.Ready));
    assertEquals(
        List.of(word("restarted", "i2", 6, NOW, VersionState.Ready)),
        nodes.acknowledgements(Environment.Development, PluginId.of("restarted")));
  }

  private static Lease lease(String node, String incarnation, Instant at) {
    return lease(Environment.Development, node, incarnation, at);
  }

  private static Lease staged(String node, String incarnation, Instant at) {
    return lease(Environment.Staging, node, incarnation, at);
  }

  private static Lease lease(Environment environment, String node, String incarnation, Instant at) {
    return new Lease(environment, node, incarnation, "127.0.0.1:1", at, at.plusSeconds(10));
  }

  private static Acknowledgement word(
      String plugin, String incarnation, long generation, Instant at, VersionState state) {
    return new Acknowledgement(
        Environment.Development,
        PluginId.of(plugin),
        "n1",
        incarnation,
        generation,
        generation,
        Map.of("1.0.0", state),
        state == VersionState.Failed ? Optional.of("it broke") : Optional.empty(),
        at);
  }
}

package io.hotswap.domain.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of [Nodes] does. */
public abstract class NodesContract {
  private static final Environment HERE = Environment.Development;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  /** Without any lease; the same one during a test. */
  protected abstract Nodes nodes();

  @Test
  void a_renewed_lease_takes_the_place_of_the_one_before() {
    nodes().heartbeat(lease(HERE, "n1", "i1", NOW));
    nodes().heartbeat(lease(HERE, "n1", "i1", NOW.plusSeconds(3)));
    nodes().heartbeat(lease(HERE, "n2", "i1", NOW));
    assertEquals(
        Set.of(lease(HERE, "n1", "i1", NOW.plusSeconds(3)), lease(HERE, "n2", "i1", NOW)),
        Set.copyOf(nodes().leases(HERE)));
  }

  @Test
  void leases_of_other_environments_are_not_listed() {
    nodes().heartbeat(lease(HERE, "n1", "i1", NOW));
    nodes().heartbeat(lease(Environment.QA, "n1", "i1", NOW));
    assertEquals(List.of(lease(HERE, "n1", "i1", NOW)), nodes().leases(HERE));
    assertEquals(List.of(), nodes().leases(Environment.Production));
  }

  @Test
  void a_lease_is_given_back_by_the_incarnation_that_holds_it_only() {
    nodes().heartbeat(lease(HERE, "n1", "i2", NOW));
    nodes().leave(lease(HERE, "n1", "i1", NOW));
    assertEquals(1, nodes().leases(HERE).size());
    nodes().leave(lease(HERE, "n1", "i2", NOW));
    nodes().leave(lease(HERE, "n1", "i2", NOW));
    assertEquals(List.of(), nodes().leases(HERE));
  }

  @Test
  void of_the_acknowledgements_of_one_process_the_newest_stands() {
    var failed = acknowledgement("i1", 7, NOW, VersionState.Failed);
    var ready = acknowledgement("i1", 7, NOW.plusMillis(5), VersionState.Ready);
    var ofBefore = acknowledgement("i1", 6, NOW.plusMillis(9), VersionState.Failed);
    for (var each : List.of(failed, ready, failed, ofBefore)) {
      nodes().acknowledge(each);
    }
    assertEquals(List.of(ready), nodes().acknowledgements(HERE, SHOP));
  }

  @Test
  void a_restarted_node_begins_anew_with_whatever_generation() {
    nodes().acknowledge(acknowledgement("i1", 7, NOW, VersionState.Ready));
    var restarted = acknowledgement("i2", 6, NOW, VersionState.Ready);
    nodes().acknowledge(restarted);
    assertEquals(List.of(restarted), nodes().acknowledgements(HERE, SHOP));
  }

  @Test
  void acknowledgements_are_of_one_plugin_in_one_environment() {
    nodes().acknowledge(acknowledgement("i1", 7, NOW, VersionState.Ready));
    assertEquals(List.of(), nodes().acknowledgements(HERE, PluginId.of("other")));
    assertEquals(List.of(), nodes().acknowledgements(Environment.QA, SHOP));
  }

  private static Lease lease(Environment environment, String node, String incarnation, Instant at) {
    return new Lease(environment, node, incarnation, "127.0.0.1:1", at, at.plusSeconds(10));
  }

  private static Acknowledgement acknowledgement(
      String incarnation, long generation, Instant at, VersionState state) {
    return new Acknowledgement(
        HERE,
        SHOP,
        "n1",
        incarnation,
        generation,
        generation,
        Map.of("1.0.0", state),
        state == VersionState.Failed ? Optional.of("it broke") : Optional.empty(),
        at);
  }
}

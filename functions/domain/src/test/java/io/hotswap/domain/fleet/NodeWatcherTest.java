package io.hotswap.domain.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nodes that die, come back, stop in order, or are ejected; the watch looks now and then.
class NodeWatcherTest {
  private static final PluginId PAYMENTS = PluginId.of("payments");
  private static final PluginId SEARCH = PluginId.of("search");

  private final WatchedNodes nodes = new WatchedNodes();

  @BeforeEach
  void begin() {
    nodes.beats("n1", "n2");
    assertEquals(List.of(), nodes.told(), "a node that does well is no news");
  }

  private NodeStatus status(String node) {
    return nodes.watcher.currentStatuses(WatchedNodes.HERE).stream()
        .filter(it -> it.nodeId().equals(node))
        .findFirst()
        .orElseThrow();
  }

  private void passes(int seconds) {
    for (int second = 0; second < seconds; second += 5) {
      nodes.pass(Duration.ofSeconds(5));
      nodes.beats("n1");
    }
  }

  @Test
  void a_node_that_dies_is_late_then_lost_with_the_times_of_it() {
    passes(15);
    assertEquals(NodeState.Late, status("n2").state());
    assertEquals(WatchedNodes.NOON.plusSeconds(10), status("n2").since());
    assertEquals(List.of("Node n2 of Production is late"), nodes.told());
    passes(30);
    assertEquals(NodeState.Lost, status("n2").state());
    assertEquals(WatchedNodes.NOON.plusSeconds(40), status("n2").since());
    assertEquals(WatchedNodes.NOON, status("n2").heartbeatAt());
    assertEquals(List.of("Node n2 of Production is lost"), nodes.told());
    assertTrue(nodes.messages.getFirst().text().contains("2026-11-01T12:00:00Z"));
    assertEquals(new Audience.Operators(), nodes.messages.getFirst().to());
    assertEquals(NodeState.Live, status("n1").state());
  }

  @Test
  void what_is_the_same_as_last_time_is_told_once() {
    passes(60);
    assertEquals(1, nodes.told().size());
    for (int look = 0; look < 5; look++) {
      passes(60);
      assertEquals(List.of(), nodes.told());
    }
  }

  @Test
  void one_that_is_back_is_told_with_what_it_was() {
    passes(60);
    nodes.told();
    nodes.beats("n2");
    assertEquals(List.of("Node n2 of Production is back after it was lost"), nodes.told());
    passes(15);
    assertEquals(List.of("Node n2 of Production is late"), nodes.told(), "late again is news");
  }

  @Test
  void one_that_stops_in_order_is_no_news_and_not_named() {
    nodes.leaves("n2");
    passes(60);
    assertEquals(List.of(), nodes.told());
    assertEquals(Set.of("n1"), nodes.recorded());
    assertEquals(1, nodes.watcher.currentStatuses(WatchedNodes.HERE).size());
  }

  @Test
  void one_that_is_ejected_is_told_and_so_is_its_return() {
    nodes.ejected.put(PAYMENTS, Set.of("n2"));
    assertEquals(List.of("Node n2 of Production gives calls to other nodes"), nodes.told());
    assertEquals(NodeState.Ejected, status("n2").state());
    assertEquals(List.of(PAYMENTS), status("n2").ejectedFrom());
    assertEquals(List.of(), nodes.told());
    nodes.ejected.put(SEARCH, Set.of("n2"));
    assertEquals(1, nodes.told().size(), "another plugin is news");
    nodes.ejected.clear();
    assertEquals(List.of("Node n2 of Production is back after it was ejected"), nodes.told());
  }

  @Test
  void an_ejected_node_that_dies_is_lost() {
    nodes.ejected.put(PAYMENTS, Set.of("n2"));
    nodes.told();
    passes(60);
    assertEquals(NodeState.Lost, status("n2").state());
    assertEquals(List.of("Node n2 of Production is lost"), nodes.told());
  }

  @Test
  void a_lost_node_is_named_for_a_day() {
    passes(60);
    nodes.told();
    nodes.pass(Duration.ofHours(23));
    nodes.beats("n1");
    assertEquals(NodeState.Lost, status("n2").state());
    nodes.pass(Duration.ofHours(2));
    nodes.beats("n1");
    assertEquals(1, nodes.watcher.currentStatuses(WatchedNodes.HERE).size());
    assertEquals(List.of(), nodes.told());
    assertEquals(Set.of("n1"), nodes.recorded());
  }

  @Test
  void two_that_watch_at_once_tell_once() {
    passes(15);
    nodes.outrun = true;
    assertEquals(List.of(), nodes.watcher.watch(WatchedNodes.HERE));
    assertEquals(List.of(), nodes.messages);
    nodes.outrun = false;
    assertEquals(1, nodes.told().size(), "what nobody has told is told the next time");
  }

  @Test
  void another_environment_is_another_matter() {
    assertEquals(List.of(), nodes.watcher.currentStatuses(Environment.Development));
    nodes.ejected.putAll(Map.of(PAYMENTS, Set.of("n1", "n2")));
    assertEquals(List.of(), nodes.watcher.watch(Environment.QA));
  }

  @Test
  void a_plugin_that_is_ejected_beside_another_and_comes_back_is_told_each_time() {
    for (int time = 0; time < 3; time++) {
      ejects(Set.of("payments"));
      ejects(Set.of("payments", "search"));
    }
    ejects(Set.of("payments"));
    nodes.ejected.clear();
    assertEquals(List.of("Node n2 of Production is back after it was ejected"), nodes.told());
  }

  @Test
  void a_plugin_that_is_ejected_in_turn_with_another_is_told_each_time() {
    for (var plugin : List.of("payments", "search", "payments", "markdown", "search")) {
      ejects(Set.of(plugin));
    }
  }

  private void ejects(Set<String> plugins) {
    nodes.ejected.clear();
    plugins.forEach(it -> nodes.ejected.put(PluginId.of(it), Set.of("n2")));
    assertEquals(
        List.of("Node n2 of Production gives calls to other nodes"),
        nodes.told(),
        plugins::toString);
    var text = nodes.messages.getFirst().text();
    assertTrue(plugins.stream().allMatch(it -> text.contains(PluginId.of(it).toString())), text);
    assertEquals(List.of(), nodes.told(), "and once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n1", "n2", "n3"})
  void one_that_cannot_be_written_holds_up_no_other(String broken) {
    var three = List.of("n1", "n2", "n3");
    nodes.beats("n1", "n2", "n3");
    nodes.told();
    nodes.pass(Duration.ofMinutes(5));
    nodes.refused.add(broken);
    var failure = assertThrows(PartialFailure.class, nodes::told);
    assertEquals(Set.of(broken), failure.failures().keySet());
    assertEquals(
        three.stream()
            .filter(it -> !it.equals(broken))
            .map("Node %s of Production is lost"::formatted)
            .toList(),
        nodes.messages.stream().map(Message::subject).toList());
    nodes.refused.clear();
    assertEquals(List.of("Node " + broken + " of Production is lost"), nodes.told());
  }

  @Test
  void one_that_cannot_be_forgotten_holds_up_no_other() {
    nodes.beats("n0", "n3");
    nodes.told();
    nodes.leaves("n0");
    nodes.leaves("n3");
    nodes.pass(Duration.ofMinutes(5));
    nodes.refused.add("n0");
    assertThrows(PartialFailure.class, nodes::told);
    assertEquals(2, nodes.messages.size(), "n1 and n2 are lost");
    assertEquals(Set.of("n0", "n1", "n2"), nodes.recorded());
  }
}

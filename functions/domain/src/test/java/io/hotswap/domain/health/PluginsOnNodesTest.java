package io.hotswap.domain.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.health.AnomalyResponse.NodeEjected;
import io.hotswap.domain.health.AnomalyResponse.NodeReadmitted;
import io.hotswap.domain.health.AnomalyResponse.NotConfirmed;
import io.hotswap.domain.ids.PluginId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Plugins that are sick on some nodes of an environment: each is a matter of its own.
class PluginsOnNodesTest {
  private static final PluginId PAYMENTS = PluginId.of("payments");
  private static final PluginId MARKDOWN = PluginId.of("markdown");
  private static final PluginId SEARCH = PluginId.of("search");
  private static final Origin WATCH = Origin.system("watch", "m1", "");

  private final ServedPlugins served =
      new ServedPlugins(List.of("n1", "n2", "n3"), PAYMENTS, MARKDOWN, SEARCH);
  private final NodeEjection nodeEjection =
      new NodeEjection(served, served, served.examining(), served);

  private AnomalyResponse setAside(PluginId plugin, String node) {
    served.checked(plugin, node, 3);
    return nodeEjection.eject(served.spot(plugin, node), "1.0.0", "sick there", WATCH);
  }

  private AnomalyResponse takeBack(PluginId plugin, String node) {
    served.checked(plugin, node, 0);
    return nodeEjection.readmit(served.spot(plugin, node), Optional.of("1.0.0"), "well", WATCH);
  }

  @Test
  void a_plugin_that_is_sick_on_a_node_leaves_the_node_to_the_others() {
    assertInstanceOf(NodeEjected.class, setAside(PAYMENTS, "n1"));
    assertEquals(Map.of(PAYMENTS, Set.of("n1")), served.ejected(ServedPlugins.HERE));
    assertEquals(1, served.current(MARKDOWN).generation(), "its document is as it was");
  }

  @Test
  void as_many_plugins_as_there_are_nodes_may_be_sick_on_one_each() {
    assertInstanceOf(NodeEjected.class, setAside(PAYMENTS, "n1"));
    assertInstanceOf(NodeEjected.class, setAside(MARKDOWN, "n2"));
    assertInstanceOf(NodeEjected.class, setAside(SEARCH, "n3"));
    assertEquals(
        Map.of(PAYMENTS, Set.of("n1"), MARKDOWN, Set.of("n2"), SEARCH, Set.of("n3")),
        served.ejected(ServedPlugins.HERE));
  }

  @Test
  void all_may_be_sick_on_the_same_node() {
    for (var plugin : List.of(PAYMENTS, MARKDOWN, SEARCH)) {
      assertInstanceOf(NodeEjected.class, setAside(plugin, "n2"));
    }
    assertInstanceOf(NodeReadmitted.class, takeBack(MARKDOWN, "n2"));
    assertEquals(
        Map.of(PAYMENTS, Set.of("n2"), SEARCH, Set.of("n2")), served.ejected(ServedPlugins.HERE));
  }

  @Test
  void the_last_node_that_answers_a_plugins_calls_stays() {
    setAside(PAYMENTS, "n1");
    setAside(PAYMENTS, "n2");
    assertInstanceOf(NotConfirmed.class, setAside(PAYMENTS, "n3"));
    assertEquals(Set.of("n1", "n2"), served.current(PAYMENTS).supervision().ejected());
    assertInstanceOf(
        NodeEjected.class, setAside(MARKDOWN, "n3"), "another plugin's nodes are three");
  }

  @Test
  void what_changes_for_another_plugin_meanwhile_is_no_conflict() {
    served.routing.beforeCommit = () -> setAside(MARKDOWN, "n1");
    assertInstanceOf(NodeEjected.class, setAside(PAYMENTS, "n1"));
    assertEquals(2, served.current(PAYMENTS).generation());
    assertEquals(2, served.commits, "neither was tried twice");
  }

  @Test
  void a_review_takes_back_each_plugin_by_itself() {
    setAside(PAYMENTS, "n1");
    setAside(MARKDOWN, "n1");
    served.checked(MARKDOWN, "n1", 0);
    assertEquals(2, nodeEjection.review(ServedPlugins.HERE, WATCH).size());
    assertEquals(Map.of(PAYMENTS, Set.of("n1")), served.ejected(ServedPlugins.HERE));
  }

  @Test
  void a_plugin_that_cannot_be_reviewed_holds_up_no_other() {
    for (var plugin : List.of(PAYMENTS, MARKDOWN, SEARCH)) {
      setAside(plugin, "n1");
      served.checked(plugin, "n1", 0);
    }
    served.unreadable.addAll(Set.of(PAYMENTS, MARKDOWN));
    var failure =
        assertThrows(PartialFailure.class, () -> nodeEjection.review(ServedPlugins.HERE, WATCH));
    assertEquals(2, failure.failures().size());
    assertEquals(1, failure.results().size());
    assertEquals(Set.of(), served.current(SEARCH).supervision().ejected());
    served.unreadable.clear();
    assertEquals(2, nodeEjection.review(ServedPlugins.HERE, WATCH).size());
    assertEquals(Map.of(), served.ejected(ServedPlugins.HERE));
  }
}

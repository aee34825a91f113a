package io.hotswap.domain.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.plugin.PluginId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmPlacesTest {
  private static final double MORE = 0.05;
  private static final List<PluginId> PLUGINS =
      IntStream.range(0, 1_000).mapToObj(it -> PluginId.of("plugin-" + it)).toList();

  @Test
  void a_node_that_joins_takes_over_at_most_its_share_and_5_percent() {
    for (int nodes = 2; nodes <= 30; nodes++) {
      double moved = moved(named("node-", nodes), named("node-", nodes + 1));
      double most = 1.0 / (nodes + 1) + MORE;
      int joined = nodes + 1;
      assertTrue(moved <= most, () -> joined + " nodes: moved " + moved);
    }
  }

  @Test
  void nodes_named_by_chance_move_no_more() {
    for (int salt = 0; salt < 50; salt++) {
      var prefix = "ip-10-0-" + salt + "-";
      double moved = moved(named(prefix, 9), named(prefix, 10));
      assertTrue(moved <= 0.1 + MORE, () -> prefix + ": moved " + moved);
    }
  }

  @Test
  void a_node_that_leaves_moves_its_own_places_only() {
    var all = named("node-", 10);
    var rest = all.subList(0, 9);
    for (var plugin : PLUGINS) {
      var before = WarmPlaces.of(plugin, all);
      if (!before.contains(all.getLast())) {
        assertEquals(before, WarmPlaces.of(plugin, rest));
      } else {
        assertEquals(1, missing(before, WarmPlaces.of(plugin, rest)));
      }
    }
  }

  @Test
  void every_node_keeps_about_as_many_as_any_other() {
    var nodes = named("node-", 10);
    double fair = (double) PLUGINS.size() * WarmPlaces.COPIES / nodes.size();
    for (var node : nodes) {
      long kept = PLUGINS.stream().filter(it -> WarmPlaces.of(it, nodes).contains(node)).count();
      assertTrue(Math.abs(kept - fair) <= fair * 0.25, () -> node + " keeps " + kept);
    }
  }

  @Test
  void every_node_is_ranked_and_the_order_of_asking_does_not_matter() {
    var nodes = named("node-", 5);
    var ranked = WarmPlaces.ranked(PLUGINS.getFirst(), nodes);
    assertEquals(Set.copyOf(nodes), Set.copyOf(ranked));
    assertEquals(ranked, WarmPlaces.ranked(PLUGINS.getFirst(), nodes.reversed()));
    assertEquals(List.of("one"), WarmPlaces.of(PLUGINS.getFirst(), List.of("one")));
  }

  // The share of the new places that are not where one was before.
  private static double moved(List<String> before, List<String> after) {
    long places = 0;
    long moved = 0;
    for (var plugin : PLUGINS) {
      var now = WarmPlaces.of(plugin, after);
      places += now.size();
      moved += missing(now, WarmPlaces.of(plugin, before));
    }
    return (double) moved / places;
  }

  private static int missing(List<String> of, List<String> in) {
    var missing = new HashSet<>(of);
    missing.removeAll(new HashSet<>(in));
    return missing.size();
  }

  private static List<String> named(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(prefix + i);
    }
    return names;
  }
}

package io.hotswap.domain.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarmPlacesTest {
  @Test
  void a_node_that_joins_takes_over_at_most_its_share_and_5_percent() {
    for (int nodes = 2; nodes <= 30; nodes++) {
      double moved = MovedPlaces.moved(named("node-", nodes), named("node-", nodes + 1));
      int joined = nodes + 1;
      assertTrue(moved <= MovedPlaces.most(joined), () -> joined + " nodes: moved " + moved);
    }
  }

  @Test
  void nodes_named_by_chance_move_no_more() {
    for (int salt = 0; salt < 50; salt++) {
      var prefix = "ip-10-0-" + salt + "-";
      double moved = MovedPlaces.moved(named(prefix, 9), named(prefix, 10));
      assertTrue(moved <= MovedPlaces.most(10), () -> prefix + ": moved " + moved);
    }
  }

  @Test
  void a_node_that_leaves_moves_its_own_places_only() {
    var all = named("node-", 10);
    var rest = all.subList(0, 9);
    for (var plugin : MovedPlaces.PLUGINS) {
      var before = WarmPlaces.of(plugin, all);
      if (!before.contains(all.getLast())) {
        assertEquals(before, WarmPlaces.of(plugin, rest));
      } else {
        assertEquals(1, MovedPlaces.missing(before, WarmPlaces.of(plugin, rest)));
      }
    }
  }

  @Test
  void every_node_keeps_about_as_many_as_any_other() {
    var nodes = named("node-", 10);
    double fair = (double) MovedPlaces.PLUGINS.size() * WarmPlaces.COPIES / nodes.size();
    for (var node : nodes) {
      long kept =
          MovedPlaces.PLUGINS.stream()
              .filter(it -> WarmPlaces.of(it, nodes).contains(node))
              .count();
      assertTrue(Math.abs(kept - fair) <= fair * 0.25, () -> node + " keeps " + kept);
    }
  }

  @Test
  void every_node_is_ranked_and_the_order_of_asking_does_not_matter() {
    var nodes = named("node-", 5);
    var ranked = WarmPlaces.ranked(MovedPlaces.PLUGINS.getFirst(), nodes);
    assertEquals(Set.copyOf(nodes), Set.copyOf(ranked));
    assertEquals(ranked, WarmPlaces.ranked(MovedPlaces.PLUGINS.getFirst(), nodes.reversed()));
    assertEquals(List.of("one"), WarmPlaces.of(MovedPlaces.PLUGINS.getFirst(), List.of("one")));
  }

  private static List<String> named(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(prefix + i);
    }
    return names;
  }
}

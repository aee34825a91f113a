package io.hotswap.runtime.caching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeShareTest {
  @Test
  void all_shares_are_the_whole_or_one_each() {
    for (int nodes = 1; nodes <= 12; nodes++) {
      int count = nodes;
      for (int whole = 1; whole <= 100; whole++) {
        int each = whole;
        int sum = IntStream.range(0, nodes).map(it -> new NodeShare(count, it).of(each)).sum();
        assertEquals(Math.max(nodes, whole), sum, whole + " of " + nodes);
      }
    }
  }

  @Test
  void there_is_room_until_the_share_is_used() {
    for (int rank = 0; rank < 3; rank++) {
      for (int whole = 1; whole <= 50; whole++) {
        var share = new NodeShare(3, rank);
        for (int used = 0; used < 60; used++) {
          assertEquals(used < share.of(whole), share.hasRoom(used, whole));
        }
      }
    }
  }

  @Test
  void there_is_no_node_beyond_the_last() {
    for (var bad : List.of(List.of(0, 0), List.of(3, 3), List.of(3, -1))) {
      assertThrows(
          IllegalArgumentException.class, () -> new NodeShare(bad.getFirst(), bad.getLast()));
    }
  }
}

package io.hotswap.runtime.caching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.WarmPlaces;
import io.hotswap.runtime.caching.ClusterMembers.Member;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who else is there, and who of them answers a plugin's calls. */
class ClusterMembersTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final PluginId PLUGIN = PluginId.of("echo");

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final ClusterMembers members =
      new ClusterMembers(
          controlPlane, InMemoryControlPlane.ENVIRONMENT, "n1", InstantSource.fixed(NOW));

  private void lease(String node, int seconds) {
    controlPlane.heartbeat(
        new Lease(
            InMemoryControlPlane.ENVIRONMENT,
            node,
            node + "-1",
            node + ":1",
            NOW,
            NOW.plusSeconds(seconds)));
    members.refresh();
  }

  @Test
  void those_that_live_are_met_with_their_addresses() {
    lease("n2", 10);
    lease("n3", -1);
    assertEquals(List.of(new Member("n2", "n2:1")), members.others(PLUGIN, Set.of(), false));
    assertEquals(Set.of("n1", "n2"), members.ids());
  }

  @Test
  void whoever_answers_none_of_a_plugins_calls_takes_no_share_of_its_quotas() {
    List.of("n2", "n3").forEach(it -> lease(it, 10));
    assertEquals(new NodeShare(3, 0), members.share(Set.of()));
    assertEquals(new NodeShare(2, 0), members.share(Set.of("n1")));
    assertEquals(new NodeShare(1, 0), members.share(Set.of("n1", "n3", "gone")));
    assertEquals(
        new NodeShare(3, 0), members.share(Set.of("n1", "n2", "n3")), "then each answers its own");
    lease("n0", 10);
    assertEquals(new NodeShare(4, 1), members.share(Set.of()));
    assertEquals(new NodeShare(2, 1), members.share(Set.of("n2", "n3")));
    assertEquals(new NodeShare(1, 0), members.share(Set.of("n1", "n2", "n3")));
  }

  @Test
  void calls_go_to_each_of_the_others_in_turn() {
    List.of("n2", "n3", "n4").forEach(it -> lease(it, 10));
    var first = new HashSet<String>();
    for (int call = 0; call < 2; call++) {
      var others = members.others(PLUGIN, Set.of("n3"), false);
      assertEquals(2, others.size());
      first.add(others.getFirst().id());
    }
    assertEquals(Set.of("n2", "n4"), first);
  }

  @Test
  void while_not_all_plugins_fit_they_go_where_the_plugin_is_warm() {
    List.of("n2", "n3", "n4").forEach(it -> lease(it, 10));
    var warm =
        WarmPlaces.ranked(PLUGIN, members.ids()).stream().filter(it -> !it.equals("n1")).toList();
    for (int call = 0; call < 3; call++) {
      assertEquals(warm, members.others(PLUGIN, Set.of(), true).stream().map(Member::id).toList());
    }
    assertFalse(warm.contains("n1"));
  }
}

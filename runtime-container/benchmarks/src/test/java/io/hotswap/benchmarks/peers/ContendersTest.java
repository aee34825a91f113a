package io.hotswap.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.benchmarks.cycling.Cycles;
import io.hotswap.benchmarks.loading.Loads;
import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.benchmarks.plugins.PluginJars;
import io.hotswap.benchmarks.plugins.Size;
import io.hotswap.benchmarks.swapping.Swaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each contender does what it is measured at; how fast is no matter here. */
class ContendersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void the_same_jar_is_loaded_called_and_unloaded_by_each(Contender contender) throws Exception {
    try (var peer = contender.begin(folder)) {
      var nanos = Loads.once(peer, jar());
      assertTrue(nanos.get("load") > 0 && nanos.containsKey("unload"), () -> "" + nanos);
      assertEquals(contender.name().startsWith("HOTSWAP"), nanos.containsKey("health"));
    }
  }

  @Test
  void swaps_of_a_node_fail_no_call_and_lead_none_astray() throws Exception {
    try (var node = Contender.HOTSWAP.begin(folder)) {
      var figures = new Swaps(node, folder, jar()).warmingUp(0).run(1, 20);
      assertEquals(0L, figures.get("failed"));
      assertEquals(0L, figures.get("wrong"));
      assertTrue(figures.get("swaps").intValue() > 1, () -> "" + figures);
    }
  }

  @Test
  void a_peer_that_closes_under_its_callers_is_seen_to_fail() throws Exception {
    try (var plain = Contender.URL.begin(folder)) {
      var figures = new Swaps(plain, folder, jar()).warmingUp(0).run(1, 20);
      assertTrue(figures.get("failed").longValue() > 0, () -> "" + figures);
    }
  }

  @Test
  void no_loader_of_a_node_stays() throws Exception {
    try (var node = Contender.HOTSWAP.begin(folder)) {
      assertEquals(0L, new Cycles(node, jar(), false).run(5).get("live"));
    }
  }

  private PluginJar jar() throws IOException {
    return PluginJars.write(folder, Size.TINY, "1.0.0", List.of());
  }
}

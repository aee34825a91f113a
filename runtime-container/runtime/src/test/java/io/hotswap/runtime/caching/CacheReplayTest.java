package io.hotswap.runtime.caching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A small sample of `./localstack/prove cache`. */
class CacheReplayTest {
  private static final int CALLS = 60_000;

  @Test
  void nine_of_ten_calls_find_their_plugin_loaded() {
    var figures = CacheReplay.figures(Trace.of(CacheReplay.PLUGINS, CALLS));
    assertTrue(of(figures, "lru") >= CacheReplay.WANTED, figures::toString);
    assertTrue(of(figures, "lru") > of(figures, "lru_by_time_alone"), figures::toString);
    assertTrue(of(figures, "belady") > of(figures, "lru"), figures::toString);
    assertTrue(of(figures, "ceiling") >= of(figures, "belady"), figures::toString);
  }

  @Test
  void the_ceiling_of_one_size_is_what_belady_reaches() {
    // Room for two of three, called in turn.
    var trace = new Trace(new long[] {1, 1, 1}, new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2});
    assertEquals(3 / 9.0, Replay.hitRate(trace, 2, Replay.farthest(trace)));
    assertTrue(Ceiling.hitRate(trace, 2) >= 3 / 9.0);
    assertEquals(0, Replay.hitRate(trace, 2, Replay.longestIdle(trace)));
  }

  @Test
  void the_same_trace_has_the_same_figures() {
    assertEquals(CacheReplay.ours(Trace.of(50, 1_000)), CacheReplay.ours(Trace.of(50, 1_000)));
  }

  private static double of(Map<String, Double> figures, String name) {
    return figures.getOrDefault(name, Double.NaN);
  }
}

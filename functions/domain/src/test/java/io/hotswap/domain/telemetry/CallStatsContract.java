package io.hotswap.domain.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.MinuteStats.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every implementation of [CallStats] does. */
public abstract class CallStatsContract {
  private static final Environment HERE = Environment.Development;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  /** Without any count; the same one during a test. */
  protected abstract CallStats stats();

  @Test
  void minutes_of_all_nodes_are_found_by_the_time_they_begin() {
    var before = minute("1.0.0", "n1", "i1", TEN.minusSeconds(60), 1);
    var first = minute("1.0.0", "n1", "i1", TEN, 2);
    var elsewhere = minute("1.0.0", "n2", "i1", TEN, 3);
    var next = minute("1.0.0", "n1", "i1", TEN.plusSeconds(60), 4);
    for (var each : List.of(next, elsewhere, before, first, minute("1.1.0", "n1", "i1", TEN, 5))) {
      stats().record(each);
    }
    assertEquals(List.of(first, elsewhere), of("1.0.0", TEN, TEN.plusSeconds(60)));
    assertEquals(List.of(first, elsewhere, next), of("1.0.0", TEN, TEN.plusSeconds(61)));
    assertEquals(List.of(next), of("1.0.0", TEN.plusMillis(1), TEN.plusSeconds(120)));
    assertEquals(List.of(), of("1.0.0", TEN, TEN));
    assertEquals(List.of(), of("1.0.0", TEN.plusSeconds(60), TEN));
    assertEquals(List.of(), of("9.9.9", TEN, TEN.plusSeconds(60)));
  }

  @Test
  void a_process_counts_a_minute_once_and_a_late_count_replaces_no_later_one() {
    for (long calls : List.of(10, 30, 20)) {
      stats().record(minute("1.0.0", "n1", "i1", TEN, calls));
    }
    assertEquals(
        List.of(minute("1.0.0", "n1", "i1", TEN, 30)), of("1.0.0", TEN, TEN.plusSeconds(60)));
  }

  @Test
  void what_a_restarted_node_counts_is_added_to_what_it_counted_before() {
    var before = minute("1.0.0", "n1", "i1", TEN, 10);
    var after = minute("1.0.0", "n1", "i2", TEN, 5);
    stats().record(before);
    stats().record(after);
    assertEquals(List.of(before, after), of("1.0.0", TEN, TEN.plusSeconds(60)));
  }

  @Test
  void minutes_are_of_one_plugin_in_one_environment() {
    stats().record(minute("1.0.0", "n1", "i1", TEN, 10));
    var until = TEN.plusSeconds(60);
    assertEquals(List.of(), stats().of(Environment.QA, SHOP, "1.0.0", TEN, until));
    assertEquals(List.of(), stats().of(HERE, PluginId.of("other"), "1.0.0", TEN, until));
  }

  @Test
  void slices_and_latencies_are_read_as_they_were_counted() {
    var counted =
        new MinuteStats(
            HERE,
            SHOP,
            "3.0.0-rc.1",
            "n1",
            "i1",
            TEN,
            List.of(new Slice(0, 20, 1), new Slice(50, 30, 0)),
            latencies(7, 1, 120, 40, 9_900, 2, 1_000_000, 7),
            Optional.of(Set.of("checkout_seconds", "conversion_rate")));
    stats().record(counted);
    var found = of("3.0.0-rc.1", TEN, TEN.plusSeconds(60));
    assertEquals(List.of(counted), found);
    assertEquals(1_000_000, found.getFirst().latencies().percentile(.99).orElseThrow());
  }

  private List<MinuteStats> of(String version, Instant from, Instant until) {
    return stats().of(HERE, SHOP, version, from, until);
  }

  private static LatencyHistogram latencies(long... microsAndCalls) {
    var callsByMicros = new TreeMap<Long, Long>();
    for (int i = 0; i < microsAndCalls.length; i += 2) {
      callsByMicros.put(microsAndCalls[i], microsAndCalls[i + 1]);
    }
    return new LatencyHistogram(callsByMicros);
  }

  private static MinuteStats minute(
      String version, String node, String incarnation, Instant minute, long calls) {
    return new MinuteStats(
        HERE,
        SHOP,
        version,
        node,
        incarnation,
        minute,
        List.of(new Slice(10, calls, 1)),
        latencies(120, calls),
        Optional.empty());
  }
}

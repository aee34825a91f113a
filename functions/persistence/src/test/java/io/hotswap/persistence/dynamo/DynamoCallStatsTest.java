package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.MinuteStats.Slice;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DynamoCallStatsTest {
  private static final PluginId PLUGIN = PluginId.of("counted");
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  private static DynamoCallStats figures;

  @BeforeAll
  static void stage() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    figures = new DynamoCallStats(Aws.dynamo(), tables);
  }

  @Test
  void minutes_of_all_nodes_are_found_by_the_time_they_begin() {
    var before = minute("1.0.0", "n1", TEN.minusSeconds(60), 1);
    var first = minute("1.0.0", "n1", TEN, 2);
    var elsewhere = minute("1.0.0", "n2", TEN, 3);
    var next = minute("1.0.0", "n1", TEN.plusSeconds(60), 4);
    for (var each : List.of(before, first, elsewhere, next, minute("1.1.0", "n1", TEN, 5))) {
      figures.record(each);
    }
    assertEquals(List.of(first, elsewhere), of("1.0.0", TEN, TEN.plusSeconds(60)));
    assertEquals(List.of(first, elsewhere, next), of("1.0.0", TEN, TEN.plusSeconds(61)));
    assertEquals(List.of(next), of("1.0.0", TEN.plusMillis(1), TEN.plusSeconds(120)));
    assertEquals(List.of(), of("1.0.0", TEN, TEN));
    assertEquals(List.of(), of("9.9.9", TEN, TEN.plusSeconds(60)));
  }

  @Test
  void a_later_word_of_the_same_minute_replaces_an_earlier_one_and_is_not_replaced_by_it() {
    figures.record(minute("2.0.0", "n1", TEN, 10));
    figures.record(minute("2.0.0", "n1", TEN, 30));
    figures.record(minute("2.0.0", "n1", TEN, 20));
    assertEquals(List.of(minute("2.0.0", "n1", TEN, 30)), of("2.0.0", TEN, TEN.plusSeconds(60)));
  }

  @Test
  void slices_and_latencies_come_back_as_they_were() {
    var latencyHistogram =
        new LatencyHistogram(new TreeMap<>(Map.of(7L, 1L, 120L, 40L, 9_900L, 2L, 1_000_000L, 7L)));
    var said =
        new MinuteStats(
            Environment.Production,
            PLUGIN,
            "3.0.0-rc.1",
            "n1",
            "i1",
            TEN,
            List.of(new Slice(0, 20, 1), new Slice(50, 30, 0)),
            latencyHistogram,
            Optional.of(Set.of("checkout_seconds", "conversion_rate")));
    figures.record(said);
    var found = figures.of(Environment.Production, PLUGIN, "3.0.0-rc.1", TEN, TEN.plusSeconds(60));
    assertEquals(List.of(said), found);
    assertEquals(1_000_000, found.getFirst().latencies().percentile(.99).orElseThrow());
  }

  private static List<MinuteStats> of(String version, Instant from, Instant until) {
    return figures.of(Environment.Development, PLUGIN, version, from, until);
  }

  private static MinuteStats minute(String version, String node, Instant minute, long calls) {
    return new MinuteStats(
        Environment.Development,
        PLUGIN,
        version,
        node,
        "i1",
        minute,
        List.of(new Slice(10, calls, 1)),
        new LatencyHistogram(new TreeMap<>(Map.of(120L, calls))),
        Optional.empty());
  }
}

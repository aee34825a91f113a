package io.hotswap.domain.health;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.MinuteStats.Slice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A node that is called steadily, and says what it counted.
///
/// @param calls in ten seconds
/// @param failures among them
/// @param micros that each of them takes
public record Node(String id, String version, long calls, long failures, long micros) {
  private static final PluginId MARKDOWN = PluginId.of("markdown");

  public Node(String version, long calls, long failures, long micros) {
    this("n1", version, calls, failures, micros);
  }

  public Node named(String name) {
    return new Node(name, version, calls, failures, micros);
  }

  /// What it counted of the slices that begin at or after the first and before the second time.
  public List<MinuteStats> counted(Instant from, Instant until) {
    SortedMap<Instant, List<Slice>> minutes = new TreeMap<>();
    for (var at = from; at.isBefore(until); at = at.plusSeconds(MinuteStats.SLICE_SECONDS)) {
      var minute = at.truncatedTo(ChronoUnit.MINUTES);
      int second = (int) ChronoUnit.SECONDS.between(minute, at);
      minutes
          .computeIfAbsent(minute, key -> new ArrayList<>())
          .add(new Slice(second, calls, failures));
    }
    return minutes.entrySet().stream().map(it -> minute(it.getKey(), it.getValue())).toList();
  }

  private MinuteStats minute(Instant minute, List<Slice> slices) {
    var latencies = new TreeMap<Long, Long>();
    latencies.put(micros, calls * slices.size());
    return new MinuteStats(
        Environment.Development,
        MARKDOWN,
        version,
        id,
        id + "-1",
        minute,
        slices,
        new LatencyHistogram(latencies),
        Optional.empty());
  }
}

package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// A node's counts of one minute.
public record StoredMinuteStats(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    String incarnation,
    Instant minute,
    List<Slice> slices,
    Latencies latencies,
    Optional<List<String>> recorded)
    implements StoredReport {
  public static StoredMinuteStats of(MinuteStats it) {
    return new StoredMinuteStats(
        it.environment(),
        it.pluginId(),
        it.version(),
        it.nodeId(),
        it.incarnation(),
        it.minute(),
        it.slices().stream().map(Slice::of).toList(),
        Latencies.of(it.latencies()),
        it.recorded().map(all -> all.stream().sorted().toList()));
  }

  public MinuteStats toDomain() {
    return new MinuteStats(
        environment,
        pluginId,
        version,
        nodeId,
        incarnation,
        minute,
        slices.stream().map(Slice::toDomain).toList(),
        latencies.toDomain(),
        recorded.map(all -> Set.copyOf(all)));
  }

  record Slice(int second, long calls, long failures) {
    static Slice of(MinuteStats.Slice it) {
      return new Slice(it.second(), it.calls(), it.failures());
    }

    MinuteStats.Slice toDomain() {
      return new MinuteStats.Slice(second, calls, failures);
    }
  }

  record Latencies(SortedMap<Long, Long> callsByMicros) {
    static Latencies of(LatencyHistogram it) {
      return new Latencies(it.callsByMicros());
    }

    LatencyHistogram toDomain() {
      return new LatencyHistogram(callsByMicros);
    }
  }
}

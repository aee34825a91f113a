package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One node's counts of one version in one minute of the clock.
///
/// @param minute when the minute begins, UTC
/// @param slices of ten seconds that have calls, in order
/// @param latencies of all its calls
/// @param recorded names of the business metrics that the plugin recorded; empty from older nodes,
///   which do not report them
public record MinuteStats(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    String incarnation,
    Instant minute,
    List<Slice> slices,
    LatencyHistogram latencies,
    Optional<Set<String>> recorded) {
  public static final int SLICE_SECONDS = 10;

  public MinuteStats {
    slices = List.copyOf(slices);
    recorded = recorded.map(Set::copyOf);
    if (!minute.equals(minute.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalArgumentException("Not the beginning of a minute: " + minute);
    }
  }

  public long calls() {
    return slices.stream().mapToLong(Slice::calls).sum();
  }

  public long failures() {
    return slices.stream().mapToLong(Slice::failures).sum();
  }

  /// @param second of the minute at which it begins: 0, 10, … 50
  /// @param failures calls that the plugin is to blame for: failed or timed out
  public record Slice(int second, long calls, long failures) {
    public Slice {
      if (second < 0 || second >= 60 || second % SLICE_SECONDS != 0) {
        throw new IllegalArgumentException("No slice begins at second " + second);
      }
    }
  }
}

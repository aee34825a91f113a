package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.counting.StatsWindow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reports the calls counted in the current minute and in the one before, when they changed.
final class MinuteStatsReporter {
  private final Map<Key, Long> reportedCalls = new HashMap<>();
  private final CallCounter callCounter;
  private final ReporterIdentity reporter;
  private final ReliablePublisher<Key, MinuteStats> reliablePublisher;

  record Key(PluginId plugin, String version, Instant minute) {}

  MinuteStatsReporter(
      CallCounter callCounter,
      ReporterIdentity reporter,
      ReliablePublisher<Key, MinuteStats> reliablePublisher) {
    this.callCounter = callCounter;
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
  }

  void report(Instant now) {
    var current = now.truncatedTo(ChronoUnit.MINUTES);
    var ended = current.minus(1, ChronoUnit.MINUTES);
    for (var minute : List.of(ended, current)) {
      callCounter
          .plugins()
          .forEach(
              (plugin, versions) ->
                  versions.forEach(
                      (version, counted) ->
                          report(
                              new Key(plugin, version, minute),
                              counted.window().minute(minute),
                              counted.tenants().recorded())));
    }
    reportedCalls.keySet().removeIf(key -> key.minute().isBefore(ended));
  }

  private void report(Key key, StatsWindow.Span span, Set<String> recorded) {
    long calls = span.calls();
    if (calls > reportedCalls.getOrDefault(key, 0L)) {
      reportedCalls.put(key, calls);
      reliablePublisher.publish(
          key,
          new MinuteStats(
              reporter.environment(),
              key.plugin(),
              key.version(),
              reporter.node().id(),
              reporter.node().incarnation(),
              key.minute(),
              span.slices(),
              span.latencies(),
              Optional.of(recorded)));
    }
  }
}

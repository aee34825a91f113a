package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.counting.CallCounter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// While a verdict is pending, reports the statistics of each tenant's calls since this node first
/// saw the analysis.
final class TenantSampleReporter {
  private final Map<PluginId, Window> windows = new HashMap<>();
  private final CallCounter callCounter;
  private final ReporterIdentity reporter;
  private final ReliablePublisher<PluginId, TenantSample> reliablePublisher;

  TenantSampleReporter(
      CallCounter callCounter,
      ReporterIdentity reporter,
      ReliablePublisher<PluginId, TenantSample> reliablePublisher) {
    this.callCounter = callCounter;
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
  }

  /// @param countsAtStart counts by version and tenant when the window began
  /// @param reportedCalls calls in the last reported sample; -1 before the first
  private record Window(
      Analysis analysis, Map<String, Map<String, TenantStats>> countsAtStart, long reportedCalls) {}

  void report(RoutingDocument document, Instant now) {
    var plugin = document.pluginId();
    var analysis = document.supervision().analysis();
    if (analysis.isEmpty()) {
      windows.remove(plugin);
      return;
    }
    var window = windows.get(plugin);
    if (window == null || !window.analysis().window().equals(analysis.get().window())) {
      window = new Window(analysis.get(), counted(plugin, Map.of()), -1);
    }
    var since = counted(plugin, window.countsAtStart());
    long calls = calls(since);
    if (calls > window.reportedCalls()) {
      reliablePublisher.publish(plugin, sample(plugin, window, since, now));
    }
    windows.put(plugin, new Window(window.analysis(), window.countsAtStart(), calls));
  }

  boolean needs(PluginId plugin) {
    return windows.containsKey(plugin);
  }

  private TenantSample sample(
      PluginId plugin, Window window, Map<String, Map<String, TenantStats>> since, Instant now) {
    return new TenantSample(
        reporter.environment(),
        plugin,
        window.analysis().window(),
        reporter.node().id(),
        reporter.node().incarnation(),
        now,
        since,
        window.countsAtStart().getOrDefault(window.analysis().baseline(), Map.of()));
  }

  private Map<String, Map<String, TenantStats>> counted(
      PluginId plugin, Map<String, Map<String, TenantStats>> begun) {
    Map<String, Map<String, TenantStats>> versions = new HashMap<>();
    callCounter
        .of(plugin)
        .forEach(
            (version, counted) -> {
              var since = counted.tenants().since(begun.getOrDefault(version, Map.of()));
              if (!since.isEmpty()) {
                versions.put(version, since);
              }
            });
    return versions;
  }

  private static long calls(Map<String, Map<String, TenantStats>> versions) {
    return versions.values().stream()
        .flatMap(tenants -> tenants.values().stream())
        .mapToLong(TenantStats::calls)
        .sum();
  }
}

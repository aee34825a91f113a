package io.hotswap.runtime.figures;

import io.hotswap.domain.figures.TenantFigures;
import io.hotswap.domain.figures.TenantSample;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.Supervision.Analysis;
import io.hotswap.runtime.counting.Counts;
import io.hotswap.runtime.following.Saying;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Tells, while a verdict is pending, what each tenant's calls came to since this node first saw
/// the analysis.
final class TellingSamples {
  private final Map<PluginId, Window> windows = new HashMap<>();
  private final Counts counts;
  private final Speaker speaker;
  private final Saying<PluginId, TenantSample> saying;

  TellingSamples(Counts counts, Speaker speaker, Saying<PluginId, TenantSample> saying) {
    this.counts = counts;
    this.speaker = speaker;
    this.saying = saying;
  }

  /// @param begun what had been counted by version and tenant when the window began
  /// @param told how many calls the last sample held; -1 before the first
  private record Window(
      Analysis analysis, Map<String, Map<String, TenantFigures>> begun, long told) {}

  void tell(RoutingDocument document, Instant now) {
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
    var since = counted(plugin, window.begun());
    long calls = calls(since);
    if (calls > window.told()) {
      saying.say(plugin, sample(plugin, window, since, now));
    }
    windows.put(plugin, new Window(window.analysis(), window.begun(), calls));
  }

  boolean needs(PluginId plugin) {
    return windows.containsKey(plugin);
  }

  private TenantSample sample(
      PluginId plugin, Window window, Map<String, Map<String, TenantFigures>> since, Instant now) {
    return new TenantSample(
        speaker.environment(),
        plugin,
        window.analysis().window(),
        speaker.node().id(),
        speaker.node().incarnation(),
        now,
        since,
        window.begun().getOrDefault(window.analysis().baseline(), Map.of()));
  }

  private Map<String, Map<String, TenantFigures>> counted(
      PluginId plugin, Map<String, Map<String, TenantFigures>> begun) {
    Map<String, Map<String, TenantFigures>> versions = new HashMap<>();
    counts
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

  private static long calls(Map<String, Map<String, TenantFigures>> versions) {
    return versions.values().stream()
        .flatMap(tenants -> tenants.values().stream())
        .mapToLong(TenantFigures::calls)
        .sum();
  }
}

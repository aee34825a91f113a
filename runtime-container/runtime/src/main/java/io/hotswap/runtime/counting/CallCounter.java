package io.hotswap.runtime.counting;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/// Counts this node's calls, by version and by tenant.
public final class CallCounter {
  private final Map<PluginId, Map<String, VersionStats>> plugins = new ConcurrentHashMap<>();
  private final NodeMetrics metrics;
  private final Clock clock;
  private final TenSeconds tenSeconds;

  public CallCounter(NodeMetrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    this.tenSeconds = new TenSeconds(clock);
    metrics.register(new CallMetrics(this, metrics.environment()));
  }

  /// The counter of a loaded version's calls.
  public VersionCounter versionCounter(PluginRef ref) {
    return new VersionCounter(this, ref);
  }

  VersionStats of(PluginRef ref) {
    return plugins
        .computeIfAbsent(ref.pluginId(), key -> new ConcurrentHashMap<>())
        .computeIfAbsent(ref.routed().release(), key -> new VersionStats(ref.pluginName()));
  }

  long slice(long nanoTime) {
    return tenSeconds.at(nanoTime);
  }

  Instant now() {
    return clock.instant();
  }

  void uncounted(PluginRef ref) {
    metrics.counting().leftOutByTenant(ref);
  }

  void excluded(PluginRef ref, String reason) {
    metrics.counting().excluded(ref, reason);
  }

  public Map<PluginId, Map<String, VersionStats>> plugins() {
    return plugins;
  }

  /// A plugin's statistics by version.
  public Map<String, VersionStats> of(PluginId plugin) {
    return plugins.getOrDefault(plugin, Map.of());
  }

  public Optional<VersionStats> of(PluginId plugin, String version) {
    return Optional.ofNullable(of(plugin).get(version));
  }

  /// Forgets the versions that were not called for some minutes and are not to be kept. If one is
  /// called again, its counts start at zero.
  public void forgetIdle(BiPredicate<PluginId, String> kept) {
    long now = clock.millis();
    plugins.forEach(
        (plugin, versions) ->
            versions
                .entrySet()
                .removeIf(
                    it -> !kept.test(plugin, it.getKey()) && isForgotten(it.getValue(), now)));
  }

  private static boolean isForgotten(VersionStats version, long now) {
    boolean idle = version.window().isIdle(now);
    if (idle) {
      version.forget();
    }
    return idle;
  }
}

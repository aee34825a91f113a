package io.hotswap.runtime.counting;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/// Counts this node's calls, by version and by tenant. On the path of every call: counting one that
/// is not the first of its tenant takes no lock and allocates nothing.
public final class Counts {
  private final Map<PluginId, Map<String, VersionCounts>> plugins = new ConcurrentHashMap<>();
  private final NodeMetrics metrics;
  private final Clock clock;

  public Counts(NodeMetrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /// @param failed whether the plugin is to blame
  /// @param nanos how long the call took
  public void called(PluginRef ref, String tenant, boolean failed, long nanos) {
    var version = of(ref);
    long now = clock.millis();
    version.slices().called(now, failed, nanos);
    if (!version.tenants().called(tenant, now, failed, nanos)) {
      metrics.uncounted(ref);
    }
  }

  /// A business figure that the plugin recorded during a call of the tenant.
  public void recorded(PluginRef ref, String tenant, String name, double value) {
    if (!of(ref).tenants().recorded(tenant, name, value)) {
      metrics.uncounted(ref);
    }
  }

  private VersionCounts of(PluginRef ref) {
    var versions = plugins.get(ref.pluginId());
    if (versions == null) {
      versions = plugins.computeIfAbsent(ref.pluginId(), key -> new ConcurrentHashMap<>());
    }
    var version = versions.get(ref.routed().version());
    return version == null
        ? versions.computeIfAbsent(ref.routed().version(), key -> new VersionCounts())
        : version;
  }

  public Map<PluginId, Map<String, VersionCounts>> plugins() {
    return plugins;
  }

  /// By version.
  public Map<String, VersionCounts> of(PluginId plugin) {
    return plugins.getOrDefault(plugin, Map.of());
  }

  public Optional<VersionCounts> of(PluginId plugin, String version) {
    return Optional.ofNullable(of(plugin).get(version));
  }

  /// Forgets the versions that were not called for some minutes and are not to be kept. One that is
  /// called again is counted from nothing.
  public void forgetIdle(BiPredicate<PluginId, String> kept) {
    long now = clock.millis();
    plugins.forEach(
        (plugin, versions) ->
            versions
                .entrySet()
                .removeIf(
                    it -> it.getValue().slices().isIdle(now) && !kept.test(plugin, it.getKey())));
  }
}

package io.hotswap.runtime.quota;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Quota;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.NodeShare;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The quotas of tenants whose plugins run in processes of their own.
public final class ProcessQuotas {
  private final Quotas quotas;
  private final CoarseClock ticks;
  private final BiFunction<PluginId, String, Optional<Quota>> inForce;
  private final Function<PluginId, Set<String>> ejected;

  /// @param inForce a tenant's quota of a plugin now
  /// @param ejected nodes that do not take the plugin's calls now
  public ProcessQuotas(
      Quotas quotas,
      CoarseClock ticks,
      BiFunction<PluginId, String, Optional<Quota>> inForce,
      Function<PluginId, Set<String>> ejected) {
    this.quotas = quotas;
    this.ticks = ticks;
    this.inForce = inForce;
    this.ejected = ejected;
  }

  /// Without any.
  public static ProcessQuotas unlimited() {
    return new ProcessQuotas(
        new Quotas(ejected -> NodeShare.WHOLE),
        new CoarseClock(),
        (pluginId, tenant) -> Optional.empty(),
        pluginId -> Set.of());
  }

  /// Memory of a tenant's process; empty where the tenant has no such limit.
  public Optional<Long> memory(PluginId pluginId, String tenant) {
    return inForce.apply(pluginId, tenant).flatMap(Quota::maxMemoryBytes);
  }

  /// Counts what a tenant's process took.
  ///
  /// @return the limit for which it has to be ended; empty when it may go on
  public Optional<ProcessLimit> took(PluginId pluginId, String tenant, ProcessSample sample) {
    var quota = inForce.apply(pluginId, tenant);
    var processor = quota.flatMap(Quota::maxProcessorSecondsPerMinute);
    boolean within =
        quotas.took(pluginId, tenant, sample, ticks.now(), processor, ejected.apply(pluginId));
    if (!within) {
      return Optional.of(ProcessLimit.PROCESSOR);
    }
    return quota
        .flatMap(Quota::maxMemoryBytes)
        .filter(most -> sample.memoryBytes() > most)
        .map(most -> ProcessLimit.MEMORY);
  }
}

package io.hotswap.runtime.quota;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.TenantIsolation;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.runtime.caching.NodeShare;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The use of tenants' quotas on this node.
public final class Quotas {
  private static final int FAR_OVER = 2;

  private final Map<PluginId, Map<String, Usage>> usages = new ConcurrentHashMap<>();
  private final Function<Set<String>, NodeShare> nodes;
  private final TenantIsolation isolation;

  /// Of a node whose processes serve several tenants.
  ///
  /// @param nodes this node's share of a plugin's calls now, given the nodes that are ejected
  public Quotas(Function<Set<String>, NodeShare> nodes) {
    this(nodes, TenantIsolation.NONE);
  }

  public Quotas(Function<Set<String>, NodeShare> nodes, TenantIsolation isolation) {
    this.nodes = nodes;
    this.isolation = isolation;
  }

  /// The allowance of a tenant under a document.
  public Allowance of(RoutingDocument document, String tenant, Optional<Quota> quota) {
    var ejected = document.supervision().ejected();
    boolean measured = isolation.holds(document.pluginName());
    return quota
        .map(it -> measured ? it : it.withoutProcesses())
        .<Allowance>map(
            it ->
                MeteredAllowance.of(
                    it, usage(document.pluginId(), tenant), () -> nodes.apply(ejected)))
        .orElse(Allowance.UNLIMITED);
  }

  /// Counts what a process of a tenant took.
  ///
  /// @param ejected nodes that do not take the plugin's calls
  /// @return whether it stays below twice this node's part of the quota of processor time
  boolean took(
      PluginId pluginId,
      String tenant,
      ProcessSample sample,
      int tick,
      Optional<Integer> maxProcessorSeconds,
      Set<String> ejected) {
    var use = usage(pluginId, tenant).processes();
    use.add(tick, sample.processorMillis(), sample.memoryBytes());
    return maxProcessorSeconds
        .filter(it -> !use.isWithin(tick, it, FAR_OVER, nodes.apply(ejected)))
        .isEmpty();
  }

  private Usage usage(PluginId pluginId, String tenant) {
    return usages
        .computeIfAbsent(pluginId, key -> new ConcurrentHashMap<>())
        .computeIfAbsent(tenant, key -> new Usage());
  }

  /// What each tenant with a quota was refused, its most calls at once, and what the processes of
  /// each tenant took, since it was taken last.
  public Map<String, TenantUsage> take(PluginId pluginId) {
    Map<String, TenantUsage> taken = new HashMap<>();
    usages.getOrDefault(pluginId, Map.of()).forEach((tenant, it) -> taken.put(tenant, it.take()));
    return taken;
  }

  /// Those that have or had a quota, or processes of their own.
  public Set<String> tenants(PluginId pluginId) {
    return Set.copyOf(usages.getOrDefault(pluginId, Map.of()).keySet());
  }

  /// Forgets what a tenant has used that has no quota any more.
  public void forget(PluginId pluginId, String tenant) {
    var byTenant = usages.get(pluginId);
    if (byTenant != null) {
      byTenant.remove(tenant);
    }
  }
}

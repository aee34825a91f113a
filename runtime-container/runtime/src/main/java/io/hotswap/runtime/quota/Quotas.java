package io.hotswap.runtime.quota;

import io.hotswap.domain.ids.PluginId;
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
  private final Map<PluginId, Map<String, Usage>> usages = new ConcurrentHashMap<>();
  private final Function<Set<String>, NodeShare> nodes;

  /// @param nodes this node's share of a plugin's calls now, given the nodes that are ejected
  public Quotas(Function<Set<String>, NodeShare> nodes) {
    this.nodes = nodes;
  }

  /// The allowance of a tenant under a document.
  public Allowance of(RoutingDocument document, String tenant, Optional<Quota> quota) {
    var ejected = document.supervision().ejected();
    return quota
        .<Allowance>map(
            it ->
                MeteredAllowance.of(
                    it, usage(document.pluginId(), tenant), () -> nodes.apply(ejected)))
        .orElse(Allowance.UNLIMITED);
  }

  private Usage usage(PluginId pluginId, String tenant) {
    return usages
        .computeIfAbsent(pluginId, key -> new ConcurrentHashMap<>())
        .computeIfAbsent(tenant, key -> new Usage());
  }

  /// What each tenant with a quota was refused, and its most calls at once, since it was taken
  /// last.
  public Map<String, TenantUsage> take(PluginId pluginId) {
    Map<String, TenantUsage> taken = new HashMap<>();
    usages.getOrDefault(pluginId, Map.of()).forEach((tenant, it) -> taken.put(tenant, it.take()));
    return taken;
  }

  /// Those that have or had a quota.
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

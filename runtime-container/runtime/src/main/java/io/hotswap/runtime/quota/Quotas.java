package io.hotswap.runtime.quota;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/// The use of tenants' quotas on this node.
public final class Quotas {
  private final Map<PluginId, Map<String, Usage>> usages = new ConcurrentHashMap<>();
  private final ToIntFunction<Set<String>> nodes;

  /// @param nodes how many nodes share a plugin's calls now, given those that are ejected
  public Quotas(ToIntFunction<Set<String>> nodes) {
    this.nodes = nodes;
  }

  /// The allowance of a tenant under a document.
  public Allowance of(RoutingDocument document, String tenant) {
    var ejected = document.supervision().ejected();
    var quota = document.quotas().get(tenant);
    return quota == null
        ? Allowance.UNLIMITED
        : new MeteredAllowance(
            quota,
            usages
                .computeIfAbsent(document.pluginId(), key -> new ConcurrentHashMap<>())
                .computeIfAbsent(tenant, key -> new Usage()),
            () -> nodes.applyAsInt(ejected));
  }

  /// To be called when calls are routed by this document: forgets the tenants without a quota in
  /// it.
  public void published(RoutingDocument document) {
    var byTenant = usages.get(document.pluginId());
    if (byTenant != null) {
      byTenant.keySet().retainAll(document.quotas().keySet());
    }
  }
}

package io.hotswap.runtime.quota;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/// What tenants use of their quotas on this node.
public final class Quotas {
  private final Map<PluginId, Map<String, Usage>> usages = new ConcurrentHashMap<>();
  private final IntSupplier nodes;

  /// @param nodes that share the environment's calls now
  public Quotas(IntSupplier nodes) {
    this.nodes = nodes;
  }

  /// By the document's word.
  public Allowance of(RoutingDocument document, String tenant) {
    var quota = document.quotas().get(tenant);
    return quota == null
        ? Allowance.UNLIMITED
        : new Metered(
            quota,
            usages
                .computeIfAbsent(document.pluginId(), key -> new ConcurrentHashMap<>())
                .computeIfAbsent(tenant, key -> new Usage()),
            nodes);
  }

  /// From here on calls go by this document: who has no quota under it is forgotten.
  public void published(RoutingDocument document) {
    var byTenant = usages.get(document.pluginId());
    if (byTenant != null) {
      byTenant.keySet().retainAll(document.quotas().keySet());
    }
  }
}

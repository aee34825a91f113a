package io.hotswap.runtime.quota;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/// What tenants use of their quotas on this node.
public final class Quotas {
  private final Map<PluginId, Map<String, Usage>> usages = new ConcurrentHashMap<>();
  private final ToIntFunction<Set<String>> nodes;

  /// @param nodes how many share a plugin's calls now, without those ejected
  public Quotas(ToIntFunction<Set<String>> nodes) {
    this.nodes = nodes;
  }

  /// By the document's word.
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

  /// From here on calls go by this document: who has no quota under it is forgotten.
  public void published(RoutingDocument document) {
    var byTenant = usages.get(document.pluginId());
    if (byTenant != null) {
      byTenant.keySet().retainAll(document.quotas().keySet());
    }
  }
}

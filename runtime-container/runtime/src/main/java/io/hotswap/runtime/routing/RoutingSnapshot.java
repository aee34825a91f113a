package io.hotswap.runtime.routing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that routing a call needs; immutable, replaced as a whole.
///
/// @param plugins routes by name and by GUID: two entries for each plugin
/// @param awaited plugins that have a routing document and no active generation yet
record RoutingSnapshot(Map<String, TenantRoutes> plugins, Set<PluginId> awaited) {
  static final RoutingSnapshot EMPTY = new RoutingSnapshot(Map.of(), Set.of());

  @Nullable TenantRoutes find(String guidOrName) {
    var found = plugins.get(guidOrName);
    return found != null ? found : plugins.get(PluginId.parse(guidOrName).toString());
  }

  boolean isAwaited(String guidOrName) {
    return awaited.contains(PluginId.parse(guidOrName));
  }

  RoutingSnapshot with(TenantRoutes routes) {
    var document = routes.routing().document();
    Map<String, TenantRoutes> next = new HashMap<>(plugins);
    next.put(document.pluginName(), routes);
    next.put(document.pluginId().toString(), routes);
    return new RoutingSnapshot(next, without(document.pluginId()));
  }

  RoutingSnapshot withAwaited(PluginId pluginId) {
    if (plugins.containsKey(pluginId.toString()) || awaited.contains(pluginId)) {
      return this;
    }
    var next = new HashSet<>(awaited);
    next.add(pluginId);
    return new RoutingSnapshot(plugins, next);
  }

  private Set<PluginId> without(PluginId pluginId) {
    if (!awaited.contains(pluginId)) {
      return awaited;
    }
    var next = new HashSet<>(awaited);
    next.remove(pluginId);
    return next;
  }

  List<RoutingDocument> documents() {
    return plugins.entrySet().stream()
        .filter(it -> it.getKey().equals(it.getValue().routing().document().pluginName()))
        .map(it -> it.getValue().routing().document())
        .toList();
  }

  int size() {
    return plugins.size() / 2;
  }
}

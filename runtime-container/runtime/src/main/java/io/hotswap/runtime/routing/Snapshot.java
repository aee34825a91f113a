package io.hotswap.runtime.routing;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything a call needs to find its version; immutable, replaced as a whole.
///
/// @param plugins by name and by GUID
/// @param coming plugins that have a routing document and no good generation yet
record Snapshot(Map<String, Lines> plugins, Set<PluginId> coming) {
  static final Snapshot EMPTY = new Snapshot(Map.of(), Set.of());

  @Nullable Lines find(String guidOrName) {
    var found = plugins.get(guidOrName);
    return found != null ? found : plugins.get(PluginId.parse(guidOrName).toString());
  }

  boolean isComing(String guidOrName) {
    return coming.contains(PluginId.parse(guidOrName));
  }

  Snapshot with(Lines lines) {
    var document = lines.routing().document();
    Map<String, Lines> next = new HashMap<>(plugins);
    next.put(document.pluginName(), lines);
    next.put(document.pluginId().toString(), lines);
    return new Snapshot(next, without(document.pluginId()));
  }

  Snapshot awaiting(PluginId pluginId) {
    if (plugins.containsKey(pluginId.toString()) || coming.contains(pluginId)) {
      return this;
    }
    var next = new HashSet<>(coming);
    next.add(pluginId);
    return new Snapshot(plugins, next);
  }

  private Set<PluginId> without(PluginId pluginId) {
    if (!coming.contains(pluginId)) {
      return coming;
    }
    var next = new HashSet<>(coming);
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

package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.telemetry.Tenants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which tenants a version serves now, by the routing rule: of those that have called the plugin in
/// the last thirty days or have set something of it.
public final class VersionAudience {
  // In a rolling deployment nodes differ; none has this name, so the rule says what serves before.
  private static final String ANY_NODE = "";

  private final RoutingDocuments routing;
  private final TenantRoutings settings;
  private final Tenants tenants;

  public VersionAudience(RoutingDocuments routing, TenantRoutings settings, Tenants tenants) {
    this.routing = routing;
    this.settings = settings;
    this.tenants = tenants;
  }

  /// By tenant, with the environments in which it serves them.
  NavigableMap<String, List<Environment>> of(PluginId plugin, SemanticVersion version) {
    NavigableMap<String, List<Environment>> served = new TreeMap<>();
    serving(plugin, Set.of(version))
        .getOrDefault(version, new TreeMap<>())
        .forEach(
            (environment, names) ->
                names.forEach(
                    it -> served.computeIfAbsent(it, _ -> new ArrayList<>()).add(environment)));
    return served;
  }

  /// Tenants by environment, of those of the versions that serve anywhere: also where no tenant is
  /// known that it serves.
  public Map<SemanticVersion, SortedMap<Environment, SortedSet<String>>> serving(
      PluginId plugin, Set<SemanticVersion> versions) {
    Map<SemanticVersion, SortedMap<Environment, SortedSet<String>>> serving = new HashMap<>();
    for (var environment : Environment.values()) {
      routing
          .current(plugin, environment)
          .map(it -> in(it, plugin, environment, versions))
          .orElse(Map.of())
          .forEach(
              (version, names) ->
                  serving.computeIfAbsent(version, _ -> new TreeMap<>()).put(environment, names));
    }
    return serving;
  }

  private Map<SemanticVersion, SortedSet<String>> in(
      RoutingDocument document,
      PluginId plugin,
      Environment environment,
      Set<SemanticVersion> versions) {
    Map<SemanticVersion, SortedSet<String>> served = new HashMap<>();
    document.serving().stream()
        .flatMap(it -> SemanticVersion.parse(ReleaseKey.parse(it).version()).stream())
        .filter(versions::contains)
        .forEach(it -> served.put(it, new TreeSet<>()));
    var own = settings.of(environment, plugin);
    var names = new HashSet<>(own.own().keySet());
    names.addAll(tenants.of(environment, plugin));
    for (var tenant : names) {
      version(document.route(tenant, own.of(tenant), ANY_NODE))
          .filter(versions::contains)
          .ifPresent(it -> served.computeIfAbsent(it, _ -> new TreeSet<>()).add(tenant));
    }
    return served;
  }

  private static Optional<SemanticVersion> version(Route route) {
    return route instanceof Route.To to
        ? SemanticVersion.parse(to.version().version())
        : Optional.empty();
  }
}

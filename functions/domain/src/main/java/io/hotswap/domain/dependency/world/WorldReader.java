package io.hotswap.domain.dependency.world;

import io.hotswap.domain.dependency.KnownVersion;
import io.hotswap.domain.dependency.KnownVersions;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads what dependencies connect with a plugin: what its versions need, and theirs, and the
/// plugins that serve and need any of them.
public final class WorldReader {
  private final KnownVersions registry;
  private final RoutingDocuments routing;

  public WorldReader(KnownVersions registry, RoutingDocuments routing) {
    this.registry = registry;
    this.routing = routing;
  }

  public EnvironmentWorld read(Environment environment, Collection<String> plugins) {
    Map<String, List<KnownVersion>> known = new HashMap<>();
    var serving = new TreeMap<String, SemanticVersion>();
    Deque<String> waiting = new ArrayDeque<>(plugins);
    while (!waiting.isEmpty()) {
      var plugin = waiting.remove();
      if (known.containsKey(plugin)) {
        continue;
      }
      var versions = registry.of(plugin);
      known.put(plugin, versions);
      serving(environment, plugin).ifPresent(it -> serving.put(plugin, it));
      versions.forEach(it -> it.needs().forEach(need -> waiting.add(need.plugin())));
      registry.dependents(plugin).stream()
          .filter(it -> known.containsKey(it) || serving(environment, it).isPresent())
          .forEach(waiting::add);
    }
    return new EnvironmentWorld(known, serving);
  }

  private Optional<SemanticVersion> serving(Environment environment, String plugin) {
    return routing
        .current(PluginId.of(plugin), environment)
        .flatMap(RoutingDocument::defaultVersion)
        .map(it -> new SemanticVersion(ReleaseKey.parse(it).version()));
  }
}

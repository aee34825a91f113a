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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reads what dependencies connect with a plugin: what its versions need, and theirs, and the
/// plugins that serve and need any of them.
public final class WorldReader {
  private final KnownVersions registry;
  private final RoutingDocuments routing;
  private final DeployableVersions deployable;

  public WorldReader(
      KnownVersions registry, RoutingDocuments routing, DeployableVersions deployable) {
    this.registry = registry;
    this.routing = routing;
    this.deployable = deployable;
  }

  /// Where every registered version may be deployed.
  public WorldReader(KnownVersions registry, RoutingDocuments routing) {
    this(registry, routing, DeployableVersions.ALL);
  }

  /// What could be chosen: versions that may be deployed, what serves, and this one.
  List<KnownVersion> candidates(EnvironmentWorld world, KnownVersion wanted) {
    List<KnownVersion> candidates = new ArrayList<>();
    world
        .known()
        .forEach(
            (plugin, versions) -> {
              var numbers =
                  versions.stream().map(KnownVersion::version).collect(Collectors.toSet());
              var able = new HashSet<>(deployable.among(plugin, numbers));
              world.serves(plugin).ifPresent(able::add);
              versions.stream()
                  .filter(it -> able.contains(it.version()) || it.equals(wanted))
                  .forEach(candidates::add);
            });
    return candidates;
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

package io.hotswap.domain.dependency.world;

import io.hotswap.domain.dependency.KnownVersion;
import io.hotswap.domain.dependency.world.DependencyGraph.Edge;
import io.hotswap.domain.dependency.world.DependencyGraph.Node;
import io.hotswap.domain.ids.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Shows what a plugin needs, and theirs, and what needs it, and theirs, in an environment. Of a
/// plugin that does not serve there, it is the best version.
public final class ShowingDependencies {
  private final WorldReader worlds;

  public ShowingDependencies(WorldReader worlds) {
    this.worlds = worlds;
  }

  public DependencyGraph graph(String plugin, Environment environment) {
    var world = worlds.read(environment, List.of(plugin));
    var edges = edges(world);
    NavigableSet<String> shown = new TreeSet<>(List.of(plugin));
    reach(
        plugin,
        shown,
        at -> edges.stream().filter(it -> it.plugin().equals(at)).map(it -> it.need().plugin()));
    reach(
        plugin,
        shown,
        at -> edges.stream().filter(it -> it.need().plugin().equals(at)).map(Edge::plugin));
    return new DependencyGraph(
        shown.stream().map(it -> node(world, it)).toList(),
        edges.stream()
            .filter(it -> shown.contains(it.plugin()) && shown.contains(it.need().plugin()))
            .toList());
  }

  private interface Neighbours {
    Stream<String> of(String plugin);
  }

  private static void reach(String from, NavigableSet<String> shown, Neighbours neighbours) {
    neighbours.of(from).filter(shown::add).toList().forEach(it -> reach(it, shown, neighbours));
  }

  private static Node node(EnvironmentWorld world, String plugin) {
    return new Node(
        plugin,
        version(world, plugin).map(KnownVersion::version),
        world.serves(plugin).isPresent());
  }

  private static Optional<KnownVersion> version(EnvironmentWorld world, String plugin) {
    return world
        .serves(plugin)
        .flatMap(it -> world.find(plugin, it))
        .or(
            () ->
                world.known().getOrDefault(plugin, List.of()).stream()
                    .min(KnownVersion.BEST_FIRST));
  }

  private static List<Edge> edges(EnvironmentWorld world) {
    List<Edge> edges = new ArrayList<>();
    new TreeSet<>(world.known().keySet())
        .forEach(
            plugin ->
                version(world, plugin).map(KnownVersion::needs).orElse(List.of()).stream()
                    .map(need -> new Edge(plugin, need, world.isMet(need)))
                    .forEach(edges::add));
    return edges;
  }
}

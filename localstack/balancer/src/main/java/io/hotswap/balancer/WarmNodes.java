package io.hotswap.balancer;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.WarmPlaces;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Prefers the nodes that keep a plugin warm, while some node has no room for all plugins. A node
/// with much more than its share of the calls in flight is passed over, so a busy plugin spreads
/// over more nodes; and any node can serve any plugin.
final class WarmNodes {
  /// How much of a fair share a node may have of the calls in flight.
  private static final double MOST_OF_A_SHARE = 1.25;

  /// So few calls at once make no node busy.
  private static final int FEW = 4;

  private static final String PLUGINS = "/api/v1/plugins/";

  private final Map<URI, String> ids = new ConcurrentHashMap<>();
  private final Map<URI, Boolean> full = new ConcurrentHashMap<>();
  private final Map<URI, Set<PluginId>> ejected = new ConcurrentHashMap<>();
  private final Map<URI, AtomicInteger> inFlight = new ConcurrentHashMap<>();

  /// What a node says of itself.
  ///
  /// @param hasRoom whether all plugins fit there
  void heard(URI node, String id, boolean hasRoom) {
    ids.put(node, id);
    full.put(node, !hasRoom);
  }

  /// @param ejected names of plugins that are sick there alone
  void ejected(URI node, Collection<String> ejected) {
    this.ejected.put(node, ejected.stream().map(PluginId::of).collect(Collectors.toSet()));
  }

  void began(URI node) {
    calls(node).incrementAndGet();
  }

  void ended(URI node) {
    calls(node).decrementAndGet();
  }

  /// Those that answer the plugin's calls themselves; all, when none does. The others would give
  /// the call to one of these.
  ///
  /// @param path of the call
  /// @param serving nodes that get calls
  List<URI> answering(String path, List<URI> serving) {
    var plugin = plugin(path);
    var answering =
        serving.stream()
            .filter(it -> plugin.filter(ejected.getOrDefault(it, Set.of())::contains).isEmpty())
            .toList();
    return answering.isEmpty() ? serving : answering;
  }

  /// The node that a call is best given to; empty when all are as good.
  ///
  /// @param path of the call
  /// @param serving nodes that get calls
  Optional<URI> preferred(String path, List<URI> serving) {
    var plugin = plugin(path);
    if (plugin.isEmpty() || !ids.keySet().containsAll(serving) || !isAnyFull(serving)) {
      return Optional.empty();
    }
    Map<String, URI> byId =
        serving.stream().collect(Collectors.toMap(ids::get, node -> node, (one, same) -> one));
    double most = mostInFlight(serving);
    return WarmPlaces.ranked(plugin.get(), byId.keySet()).stream()
        .map(byId::get)
        .filter(node -> calls(node).get() < most)
        .findFirst();
  }

  private boolean isAnyFull(List<URI> serving) {
    return serving.stream().anyMatch(node -> full.getOrDefault(node, false));
  }

  private double mostInFlight(List<URI> serving) {
    int all = serving.stream().mapToInt(node -> calls(node).get()).sum();
    return Math.max(FEW, Math.ceil(MOST_OF_A_SHARE * (all + 1) / serving.size()));
  }

  private AtomicInteger calls(URI node) {
    return inFlight.computeIfAbsent(node, key -> new AtomicInteger());
  }

  private static Optional<PluginId> plugin(String path) {
    if (!path.startsWith(PLUGINS)) {
      return Optional.empty();
    }
    int end = path.indexOf('/', PLUGINS.length());
    return end <= PLUGINS.length()
        ? Optional.empty()
        : Optional.of(PluginId.parse(path.substring(PLUGINS.length(), end)));
  }
}

package io.hotswap.agent.server;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What the environment's documents route to this node: the plugins that a host may speak of, and
/// the binaries that it may have. Learnt from what the control plane answers; read anew when a host
/// names what is not known, since an agent may be younger than its host.
final class RoutedHere {
  private static final int MOST_POINTERS = 20_000;
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final Environment environment;
  private final AgentPorts.Followed followed;
  private final Map<PluginId, String> plugins = new ConcurrentHashMap<>();
  private final Map<PluginId, List<RoutedVersion>> routed = new ConcurrentHashMap<>();
  private final Map<TenantPluginId, RoutedVersion> pinned = new ConcurrentHashMap<>();
  private final Set<RoutingPointer> pointed =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<RoutingPointer, Boolean> eldest) {
                  return size() > MOST_POINTERS;
                }
              }));
  private long readAt;
  private boolean read;

  /// @param pluginName of the plugin whose version it is
  record Routed(String pluginName, RoutedVersion version) {}

  RoutedHere(Environment environment, AgentPorts.Followed followed) {
    this.environment = environment;
    this.followed = followed;
  }

  void learn(List<RoutingPointer> pointers) {
    pointers.forEach(it -> plugins.put(it.pluginId(), it.pluginName()));
    plugins.keySet().retainAll(pointers.stream().map(RoutingPointer::pluginId).toList());
    routed.keySet().retainAll(plugins.keySet());
    pinned.keySet().removeIf(it -> !plugins.containsKey(it.pluginId()));
    pointed.addAll(pointers);
  }

  void learn(RoutingDocument document) {
    routed.put(document.pluginId(), List.copyOf(document.versions().values()));
  }

  void learnPins(List<TenantPlugin> settings) {
    for (var it : settings) {
      it.pin()
          .map(Pin::version)
          .ifPresentOrElse(version -> pinned.put(it.id(), version), () -> pinned.remove(it.id()));
    }
  }

  void check(PluginId pluginId) {
    if (!plugins.containsKey(pluginId)) {
      readPointers();
    }
    if (!plugins.containsKey(pluginId)) {
      throw new Refused("No document routes " + pluginId + " to this node.");
    }
  }

  /// A pointer of the host's own making could name any object of the bucket.
  void check(RoutingPointer pointer) {
    if (!pointed.contains(pointer)) {
      readPointers();
    }
    if (!pointed.contains(pointer)) {
      throw new Refused("No pointer of this environment names that document.");
    }
  }

  /// The plugins of this environment.
  Set<PluginId> plugins() {
    if (plugins.isEmpty()) {
      readPointers();
    }
    return Set.copyOf(plugins.keySet());
  }

  Routed binary(Digest digest) {
    return known(digest)
        .or(
            () -> {
              readDocuments();
              return known(digest);
            })
        .orElseThrow(() -> new Refused("No document routes " + digest + " to this node."));
  }

  private Optional<Routed> known(Digest digest) {
    return Stream.concat(
            routed.entrySet().stream()
                .flatMap(all -> all.getValue().stream().map(it -> routed(all.getKey(), it))),
            pinned.entrySet().stream().map(it -> routed(it.getKey().pluginId(), it.getValue())))
        .filter(it -> it.version().digest().equals(digest))
        .findFirst();
  }

  private Routed routed(PluginId pluginId, RoutedVersion version) {
    return new Routed(plugins.getOrDefault(pluginId, pluginId.toString()), version);
  }

  // Whoever comes meanwhile waits for what is read.
  private synchronized List<RoutingPointer> readPointers() {
    if (!mayRead()) {
      return List.of();
    }
    var pointers = followed.routing().pointers(environment);
    learn(pointers);
    return pointers;
  }

  private void readDocuments() {
    for (var pointer : readPointers()) {
      learn(followed.routing().document(pointer));
      learnPins(followed.tenants().ofPlugin(environment, pointer.pluginId()));
    }
  }

  // A host must not make the agent read more than a poll would.
  private boolean mayRead() {
    long now = System.nanoTime();
    if (read && now - readAt < PAUSE) {
      return false;
    }
    read = true;
    readAt = now;
    return true;
  }
}

package io.hotswap.agent.server;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the environment's documents route to this node: the plugins that a host may speak of, and
/// the binaries that it may have. Learnt from what the control plane answers; read anew when a host
/// names what is not known, since an agent may be younger than its host.
final class RoutedHere {
  private static final int MOST_POINTERS = 20_000;
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final Environment environment;
  private final AgentPorts.Followed followed;
  private final Map<PluginId, String> plugins = new ConcurrentHashMap<>();
  private final Map<Digest, Routed> binaries = new ConcurrentHashMap<>();
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
  record Routed(PluginId pluginId, String pluginName, RoutedVersion version) {}

  RoutedHere(Environment environment, AgentPorts.Followed followed) {
    this.environment = environment;
    this.followed = followed;
  }

  void learn(List<RoutingPointer> pointers) {
    pointers.forEach(it -> plugins.put(it.pluginId(), it.pluginName()));
    pointed.addAll(pointers);
  }

  void learn(RoutingDocument document) {
    plugins.put(document.pluginId(), document.pluginName());
    learn(document.pluginId(), document.versions().values());
  }

  void learnPins(List<TenantPlugin> settings) {
    settings.forEach(it -> learn(it.id().pluginId(), it.pin().map(Pin::version).stream().toList()));
  }

  private void learn(PluginId pluginId, Collection<RoutedVersion> versions) {
    for (var it : versions) {
      binaries.put(
          it.digest(),
          new Routed(pluginId, plugins.getOrDefault(pluginId, pluginId.toString()), it));
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
    return Optional.ofNullable(binaries.get(digest));
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

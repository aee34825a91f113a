package io.hotswap.runtime.following;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.plugin.PluginId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Tells the control plane what became of each plugin's newest document: at once, and as long as it
/// takes to get through. Of one plugin only the newest word counts.
final class Acknowledging implements AutoCloseable {
  private static final int AT_ONCE = 4;

  private final Map<PluginId, Acknowledgement> unsaid = new ConcurrentHashMap<>();
  private final ExecutorService sending =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().name("acknowledge-", 0).daemon().factory());
  private final Nodes nodes;
  private final Reachability reachability;

  Acknowledging(Nodes nodes, Reachability reachability) {
    this.nodes = nodes;
    this.reachability = reachability;
  }

  void say(Acknowledgement acknowledgement) {
    unsaid.put(acknowledgement.pluginId(), acknowledgement);
    sending.execute(() -> send(acknowledgement.pluginId()));
  }

  /// Tries again what did not get through.
  void sayAgain() {
    unsaid.keySet().forEach(plugin -> sending.execute(() -> send(plugin)));
  }

  private void send(PluginId plugin) {
    var newest = unsaid.get(plugin);
    if (newest == null) {
      return;
    }
    try {
      nodes.acknowledge(newest);
      unsaid.remove(plugin, newest);
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
  }

  @Override
  public void close() {
    sending.shutdownNow();
  }
}

package io.hotswap.runtime.controlplane;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Nodes;

/// Tells the control plane what became of each plugin's newest document.
public final class AckReporter implements AutoCloseable {
  private static final int AT_ONCE = 4;
  // One a plugin.
  private static final int MOST = 100_000;

  private final ReliablePublisher<PluginId, Acknowledgement> reliablePublisher;

  public AckReporter(Nodes nodes, Reachability reachability) {
    this.reliablePublisher =
        new ReliablePublisher<>(
            "acknowledge", AT_ONCE, MOST, (before, next) -> next, nodes::acknowledge, reachability);
  }

  public void say(Acknowledgement acknowledgement) {
    reliablePublisher.say(acknowledgement.pluginId(), acknowledgement);
  }

  /// Tries again what did not get through.
  public void sayAgain() {
    reliablePublisher.sayAgain();
  }

  @Override
  public void close() {
    reliablePublisher.close();
  }
}

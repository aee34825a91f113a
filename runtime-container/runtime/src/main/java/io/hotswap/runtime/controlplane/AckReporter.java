package io.hotswap.runtime.controlplane;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Nodes;

/// Reports to the control plane how each plugin's newest document was applied.
public final class AckReporter implements AutoCloseable {
  private static final int SENDERS = 4;
  // Acknowledgements; at most one per plugin.
  private static final int MAX_PENDING = 100_000;

  private final ReliablePublisher<PluginId, Acknowledgement> reliablePublisher;

  public AckReporter(Nodes nodes, Reachability reachability) {
    this.reliablePublisher =
        new ReliablePublisher<>(
            "acknowledge",
            SENDERS,
            MAX_PENDING,
            (before, next) -> next,
            nodes::acknowledge,
            reachability);
  }

  public void publish(Acknowledgement acknowledgement) {
    reliablePublisher.publish(acknowledgement.pluginId(), acknowledgement);
  }

  /// Sends again what failed to be sent.
  public void retry() {
    reliablePublisher.retry();
  }

  @Override
  public void close() {
    reliablePublisher.close();
  }
}

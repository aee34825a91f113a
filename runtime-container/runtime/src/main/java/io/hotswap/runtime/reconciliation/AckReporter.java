package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.membership.NodeName;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Reports to the control plane how each plugin's newest document was applied.
public final class AckReporter implements AutoCloseable {
  private static final int SENDERS = 4;
  // Acknowledgements; at most one per plugin.
  private static final int MAX_PENDING = 100_000;

  private final NodeName node;
  private final InstantSource clock;
  private final ReliablePublisher<PluginId, Acknowledgement> reliablePublisher;

  public AckReporter(Nodes nodes, NodeName node, InstantSource clock, Reachability reachability) {
    this.node = node;
    this.clock = clock;
    this.reliablePublisher =
        new ReliablePublisher<>(
            "acknowledge",
            SENDERS,
            MAX_PENDING,
            (before, next) -> next,
            nodes::acknowledge,
            reachability);
  }

  /// @param serving generation that calls are routed by
  Acknowledgement acknowledgement(
      RoutingDocument document,
      long serving,
      Map<String, VersionState> versions,
      Optional<String> problem) {
    return new Acknowledgement(
        document.environment(),
        document.pluginId(),
        node.id(),
        node.incarnation(),
        document.generation(),
        serving,
        versions,
        problem,
        clock.instant());
  }

  void publish(Acknowledgement acknowledgement) {
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

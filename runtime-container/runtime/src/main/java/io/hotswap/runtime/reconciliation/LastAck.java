package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The last acknowledgement of a plugin, so that an unchanged one is not sent again. When a pin has
/// ended, its time is what counts: calls of the pinned version before it were right. Guarded by its
/// reconciler.
final class LastAck {
  private final AckReporter ackReporter;
  private final RoutingSwitch routingSwitch;
  private final VersionSlots slots;
  private @Nullable Acknowledgement published;
  private Set<String> pinned = Set.of();

  LastAck(AckReporter ackReporter, RoutingSwitch routingSwitch, VersionSlots slots) {
    this.ackReporter = ackReporter;
    this.routingSwitch = routingSwitch;
    this.slots = slots;
  }

  void publish(RoutingDocument document) {
    var next =
        ackReporter.acknowledgement(
            document,
            routingSwitch.activeGeneration(document.pluginName()),
            slots.acknowledgedStates(document),
            slots.problem(document));
    boolean hasPinEnded = !document.pinned().containsAll(pinned);
    pinned = document.pinned();
    if (hasPinEnded || !isPublished(next)) {
      published = next;
      ackReporter.publish(next);
    }
  }

  private boolean isPublished(Acknowledgement next) {
    var last = published;
    return last != null
        && last.generation() == next.generation()
        && last.serving() == next.serving()
        && last.versions().equals(next.versions());
  }
}

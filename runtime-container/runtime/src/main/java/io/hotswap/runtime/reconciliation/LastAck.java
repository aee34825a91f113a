package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.routing.RoutingDocument;
import org.jspecify.annotations.Nullable;

/// The last acknowledgement of a plugin, so that an unchanged one is not sent again. Guarded by its
/// reconciler.
final class LastAck {
  private final ReconcilerContext context;
  private final VersionSlots slots;
  private @Nullable Acknowledgement published;

  LastAck(ReconcilerContext context, VersionSlots slots) {
    this.context = context;
    this.slots = slots;
  }

  // The serving generation is read from the route table, where calls read it.
  void publish(RoutingDocument document) {
    long serving =
        context
            .routeTable()
            .activeRouting(document.pluginName())
            .map(RoutingDocument::generation)
            .orElse(0L);
    var next =
        new Acknowledgement(
            document.environment(),
            document.pluginId(),
            context.node().id(),
            context.node().incarnation(),
            document.generation(),
            serving,
            slots.acknowledgedStates(document),
            slots.problem(document),
            context.clock().instant());
    if (!isPublished(next)) {
      published = next;
      context.ackReporter().publish(next);
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

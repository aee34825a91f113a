package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.routing.RoutingDocument;
import org.jspecify.annotations.Nullable;

/// What was last acknowledged of a plugin: the same is not said twice. Its track guards it.
final class LastAck {
  private final ReconcilerContext context;
  private final VersionSlots slots;
  private @Nullable Acknowledgement said;

  LastAck(ReconcilerContext context, VersionSlots slots) {
    this.context = context;
    this.slots = slots;
  }

  // What is served is read where calls read it, not remembered.
  void say(RoutingDocument document) {
    long serving =
        context
            .switchboard()
            .inForce(document.pluginName())
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
            slots.verdicts(document),
            slots.problem(document),
            context.clock().instant());
    if (!isSaid(next)) {
      said = next;
      context.acknowledging().say(next);
    }
  }

  private boolean isSaid(Acknowledgement next) {
    var last = said;
    return last != null
        && last.generation() == next.generation()
        && last.serving() == next.serving()
        && last.versions().equals(next.versions());
  }
}

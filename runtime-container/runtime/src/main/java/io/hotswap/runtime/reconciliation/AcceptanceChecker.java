package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.reconciliation.VersionSlot.State.Checking;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Has versions that are ready pass the acceptance cases that a document has for them.
record AcceptanceChecker(AcceptanceRun accepting, VersionSlots attempts, Checked checked) {
  interface Checked {
    /// @param objection why it has not passed
    void ended(VersionSlot slot, Checking what, Optional<String> objection);
  }

  /// @return who is being checked from now on, each on a thread of its own
  Map<VersionSlot, Thread> begin(RoutingDocument document) {
    Map<VersionSlot, Thread> begun = new HashMap<>();
    for (var routed : VersionSlots.loadedUnder(document)) {
      var slot = attempts.of(routed);
      var cases = slot.unpassed(document.mustPass(routed.version()));
      if (!cases.isEmpty()) {
        slot.ready()
            .map(version -> new Checking(version, cases))
            .ifPresent(it -> begun.put(slot, begin(slot, it, document)));
      }
    }
    return begun;
  }

  private Thread begin(VersionSlot slot, Checking what, RoutingDocument document) {
    slot.ended(what);
    return accepting.begin(
        what.version(), document, what.cases(), objection -> checked.ended(slot, what, objection));
  }
}

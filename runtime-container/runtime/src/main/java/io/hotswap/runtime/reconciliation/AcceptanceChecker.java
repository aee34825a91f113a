package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.reconciliation.VersionSlot.State.Checking;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Runs a document's acceptance cases against the versions that are ready.
record AcceptanceChecker(AcceptanceRun acceptanceRun, VersionSlots slots, Checked listener) {
  interface Checked {
    /// @param objection the first case that failed; empty when the version passed
    void ended(VersionSlot slot, Checking check, Optional<String> objection);
  }

  /// @return the slots that are being checked from now on, each with its thread
  Map<VersionSlot, Thread> begin(RoutingDocument document) {
    Map<VersionSlot, Thread> begun = new HashMap<>();
    for (var routed : VersionSlots.loadedUnder(document)) {
      var slot = slots.of(routed);
      var cases = slot.pendingCases(document.mustPass(routed.release()));
      if (!cases.isEmpty()) {
        slot.ready()
            .map(version -> new Checking(version, cases))
            .ifPresent(it -> begun.put(slot, begin(slot, it, document)));
      }
    }
    return begun;
  }

  private Thread begin(VersionSlot slot, Checking check, RoutingDocument document) {
    slot.setState(check);
    return acceptanceRun.begin(
        check.version(),
        document,
        check.cases(),
        objection -> listener.ended(slot, check, objection));
  }
}

package io.hotswap.runtime.following;

import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.following.Attempt.State.Checking;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Has versions that are ready pass the acceptance cases that a document has for them.
record CheckingCases(Accepting accepting, Attempts attempts, Checked checked) {
  interface Checked {
    /// @param objection why it has not passed
    void ended(Attempt attempt, Checking what, Optional<String> objection);
  }

  /// @return who is being checked from now on, each on a thread of its own
  Map<Attempt, Thread> begin(RoutingDocument document) {
    Map<Attempt, Thread> begun = new HashMap<>();
    for (var routed : Attempts.loadedUnder(document)) {
      var attempt = attempts.of(routed);
      var cases = attempt.unpassed(document.mustPass(routed.version()));
      if (!cases.isEmpty()) {
        attempt
            .ready()
            .map(version -> new Checking(version, cases))
            .ifPresent(it -> begun.put(attempt, begin(attempt, it, document)));
      }
    }
    return begun;
  }

  private Thread begin(Attempt attempt, Checking what, RoutingDocument document) {
    attempt.ended(what);
    return accepting.begin(
        what.version(),
        document,
        what.cases(),
        objection -> checked.ended(attempt, what, objection));
  }
}

package io.hotswap.runtime.loading;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Closes a version's gate while calls are inside that nothing can stop.
final class Quarantine {
  private final CallGate gate;
  private final Map<String, Integer> unstoppable = new TreeMap<>();

  Quarantine(CallGate gate) {
    this.gate = gate;
  }

  /// One more call of an operation, or one less. It may end before anybody has said that it cannot
  /// be stopped: then it is one less first.
  ///
  /// @return whether the quarantine begins or ends with it
  synchronized boolean count(String operation, int more) {
    boolean before = stands();
    unstoppable.merge(operation, more, (now, change) -> now + change == 0 ? null : now + change);
    if (stands()) {
      gate.close();
    } else {
      gate.open();
    }
    return before != stands();
  }

  private boolean stands() {
    return calls() > 0;
  }

  synchronized int calls() {
    return unstoppable.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Why nobody enters; empty when they do.
  synchronized Optional<String> why() {
    return stands()
        ? Optional.of(
            "calls that were interrupted at their deadline run on and cannot be stopped: "
                + unstoppable)
        : Optional.empty();
  }
}

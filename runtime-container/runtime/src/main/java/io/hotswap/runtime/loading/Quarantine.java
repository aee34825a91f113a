package io.hotswap.runtime.loading;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Closes a version's gate while it has calls that cannot be stopped.
final class Quarantine {
  private final CallGate gate;
  private final Map<String, Integer> unstoppable = new TreeMap<>();

  Quarantine(CallGate gate) {
    this.gate = gate;
  }

  /// Counts an unstoppable call of an operation (+1) or its end (-1). The end may arrive first; the
  /// count is negative until then.
  ///
  /// @return whether the quarantine begins or ends with it
  synchronized boolean count(String operation, int more) {
    boolean before = isActive();
    unstoppable.merge(operation, more, (now, change) -> now + change == 0 ? null : now + change);
    if (isActive()) {
      gate.close();
    } else {
      gate.open();
    }
    return before != isActive();
  }

  private boolean isActive() {
    return calls() > 0;
  }

  synchronized int calls() {
    return unstoppable.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// Why no call may enter; empty when the quarantine is over.
  synchronized Optional<String> reason() {
    return isActive()
        ? Optional.of(
            "calls that were interrupted at their deadline run on and cannot be stopped: "
                + unstoppable)
        : Optional.empty();
  }
}

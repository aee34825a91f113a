package io.hotswap.statemachines;

import io.hotswap.domain.deployment.Outages;
import io.hotswap.domain.deployment.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Does what the plot says, one act after the other, and again what was not answered.
final class People {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Rehearsal rehearsal;
  private final Deque<Act> ahead;
  private Instant notBefore;

  People(Rehearsal rehearsal, List<Act> acts) {
    this.rehearsal = rehearsal;
    this.ahead = new ArrayDeque<>(acts);
    this.notBefore = rehearsal.now();
    waits();
  }

  boolean done() {
    return ahead.isEmpty();
  }

  /// @param does carries the act out, perhaps with a fault
  void act(Consumer<Act> does) {
    var next = ahead.peek();
    if (next == null || rehearsal.now().isBefore(notBefore) || !next.due().getAsBoolean()) {
      return;
    }
    try {
      does.accept(next);
      ahead.remove();
      waits();
    } catch (Outages.Down again) {
      notBefore = rehearsal.now().plus(PATIENCE);
    }
  }

  private void waits() {
    if (!ahead.isEmpty()) {
      notBefore = rehearsal.now().plus(ahead.element().after());
    }
  }
}

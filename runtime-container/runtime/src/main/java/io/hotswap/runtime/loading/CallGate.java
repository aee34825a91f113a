package io.hotswap.runtime.loading;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// Counts the calls inside a version, and lets nobody in while it is closed, nor ever again once it
/// is shut.
///
/// A caller counts itself first and looks at the state afterwards; whoever shuts sets the state
/// first and counts afterwards. So none slips in unseen, without a lock that all calls would share.
final class CallGate {
  private static final long LOOK_AGAIN_MILLIS = 2;

  private enum State {
    OPEN,
    CLOSED,
    SHUT
  }

  private final LongAdder entered = new LongAdder();
  private final LongAdder left = new LongAdder();
  private volatile State state = State.OPEN;

  boolean enter() {
    entered.increment();
    if (state != State.OPEN) {
      left.increment();
      return false;
    }
    return true;
  }

  void leave() {
    left.increment();
  }

  /// For now.
  void close() {
    move(State.OPEN, State.CLOSED);
  }

  void open() {
    move(State.CLOSED, State.OPEN);
  }

  private synchronized void move(State from, State to) {
    if (state == from) {
      state = to;
    }
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  synchronized void shut() {
    state = State.SHUT;
  }

  boolean isShut() {
    return state == State.SHUT;
  }

  long inside() {
    // In this order: a call that ends in between may count as inside, never one that is inside as
    // outside.
    long out = left.sum();
    return entered.sum() - out;
  }

  /// Whether the last call left within the limit.
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (inside() > 0) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
    return true;
  }
}

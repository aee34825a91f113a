package io.hotswap.runtime.loading;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// Counts the calls inside a version. Lets none in while it is closed, and none ever again once it
/// is shut.
///
/// A caller is counted first and checks the state afterwards; shutting sets the state first and
/// counts afterwards. So no call slips in uncounted, without a lock shared by all calls.
final class CallGate {
  private static final long POLL_MILLIS = 2;

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

  /// Until it is opened again.
  void close() {
    transition(State.OPEN, State.CLOSED);
  }

  void open() {
    transition(State.CLOSED, State.OPEN);
  }

  private synchronized void transition(State from, State to) {
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
    // In this order: a call that ends in between may still count as inside, but no call inside is
    // missed.
    long out = left.sum();
    return entered.sum() - out;
  }

  /// @return whether the last call left within the limit
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (inside() > 0) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }
}

package io.hotswap.runtime.loading;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// Counts the calls inside a version, and lets nobody in once it is shut.
///
/// A caller counts itself first and looks at the flag afterwards; whoever shuts sets the flag first
/// and counts afterwards. So none slips in unseen, without a lock that all calls would share.
final class Gate {
  private static final long LOOK_AGAIN_MILLIS = 2;

  private final LongAdder entered = new LongAdder();
  private final LongAdder left = new LongAdder();
  private volatile boolean shut;

  boolean enter() {
    entered.increment();
    if (shut) {
      left.increment();
      return false;
    }
    return true;
  }

  void leave() {
    left.increment();
  }

  void shut() {
    shut = true;
  }

  boolean isShut() {
    return shut;
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

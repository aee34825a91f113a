package io.hotswap.runtime.forwarding;

import java.util.concurrent.atomic.AtomicLong;

/// What the answers of other nodes hold while they come in, all together.
final class AnswerBytes {
  private static final long MOST = 64L << 20;

  private final AtomicLong held = new AtomicLong();

  /// @return whether so much more may be held
  boolean take(int bytes) {
    if (held.addAndGet(bytes) <= MOST) {
      return true;
    }
    giveBack(bytes);
    return false;
  }

  void giveBack(int bytes) {
    held.addAndGet(-bytes);
  }
}

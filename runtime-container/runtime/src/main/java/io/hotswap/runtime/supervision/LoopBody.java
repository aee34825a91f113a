package io.hotswap.runtime.supervision;

/// One round of a loop.
@FunctionalInterface
public interface LoopBody {
  /// @return nanoseconds until the next round
  /// @throws InterruptedException when the loop is closed meanwhile; otherwise the loop continues
  long run() throws InterruptedException;
}

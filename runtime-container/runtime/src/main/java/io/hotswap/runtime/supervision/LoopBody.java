package io.hotswap.runtime.supervision;

/// What a loop does each time.
@FunctionalInterface
public interface LoopBody {
  /// @return nanoseconds until the next one
  /// @throws InterruptedException when the loop is closed meanwhile; it goes on where it is not
  long run() throws InterruptedException;
}

package io.hotswap.benchmarks.swapping;

import io.hotswap.benchmarks.peers.Running;
import org.jspecify.annotations.Nullable;

/// Which version answers, and which may.
final class CurrentVersion {
  private volatile @Nullable Running running;
  private volatile int served;
  private volatile int expected;

  static String name(int number) {
    return "1." + number + ".0";
  }

  void begin(Running first, int number) {
    expected = number;
    serve(first, number);
  }

  /// From now on it may answer.
  void expect(int number) {
    expected = number;
  }

  /// From now on no older one may answer a new call.
  void serve(Running next, int number) {
    running = next;
    served = number;
  }

  Running running() {
    var now = running;
    if (now == null) {
      throw new IllegalStateException("not begun");
    }
    return now;
  }

  int served() {
    return served;
  }

  int expected() {
    return expected;
  }
}

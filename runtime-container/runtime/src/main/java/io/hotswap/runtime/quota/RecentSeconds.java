package io.hotswap.runtime.quota;

/// How many calls had begun before each of the last seconds. Immutable.
///
/// The totals are cut to 32 bits: their differences are right all the same, as no minute has so
/// many calls.
final class RecentSeconds {
  private static final int WINDOW = 60;
  private static final int SLOTS = WINDOW + 1;
  static final RecentSeconds NONE = new RecentSeconds(0, new int[SLOTS]);

  private final int last;
  private final int[] before;

  private RecentSeconds(int last, int[] before) {
    this.last = last;
    this.before = before;
  }

  /// The newest second, counted from the node's start.
  int last() {
    return last;
  }

  /// Goes on to a later second.
  ///
  /// @param begun calls that began before it
  RecentSeconds turned(int second, long begun) {
    var next = before.clone();
    for (int it = Math.max(last + 1, second - WINDOW); it <= second; it++) {
      next[it % SLOTS] = (int) begun;
    }
    return new RecentSeconds(second, next);
  }

  /// Calls that began in a second and in the sixty before it.
  ///
  /// @param begun calls that have begun
  /// @param second the newest or a later one, in which no call has begun
  int since(long begun, int second) {
    int first = second - WINDOW;
    return first > last ? 0 : (int) begun - before[Math.floorMod(first, SLOTS)];
  }

  /// How many seconds after the newest one fewer calls count than in it; 0 when none do.
  ///
  /// @param begun calls that have begun
  int untilFewer(long begun) {
    int now = since(begun, last);
    if (now == 0) {
      return 0;
    }
    // The later the second, the fewer count: halved until it is found.
    int few = SLOTS;
    int many = 0;
    while (few - many > 1) {
      int middle = (few + many) / 2;
      if (since(begun, last + middle) < now) {
        few = middle;
      } else {
        many = middle;
      }
    }
    return few;
  }
}

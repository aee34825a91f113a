package io.hotswap.runtime.caching;

import java.util.Arrays;

/// What no policy can exceed, knowing the future: with different sizes the best is not computable
/// in reasonable time, but it is bounded. To hit, a plugin must be kept from one call to the next,
/// which takes its size for that long; all hits together take at most the cache's size for as long
/// as the trace. So the cheapest hits that fit are at least as many as there can be.
final class Ceiling {
  private Ceiling() {}

  static double hitRate(Trace trace, long room) {
    var costs = costs(trace);
    double left = (double) room * trace.calls().length;
    int hits = 0;
    while (hits < costs.length && costs[hits] <= left) {
      left -= costs[hits];
      hits++;
    }
    return hits / (double) trace.calls().length;
  }

  private static double[] costs(Trace trace) {
    var next = trace.nextUses();
    var costs = new double[next.length];
    int known = 0;
    for (int i = 0; i < next.length; i++) {
      if (next[i] != Integer.MAX_VALUE) {
        costs[known] = (double) trace.bytes()[trace.calls()[i]] * (next[i] - i);
        known++;
      }
    }
    var sorted = Arrays.copyOf(costs, known);
    Arrays.sort(sorted);
    return sorted;
  }
}

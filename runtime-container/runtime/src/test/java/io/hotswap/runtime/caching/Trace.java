package io.hotswap.runtime.caching;

import java.util.Arrays;
import java.util.Random;

/// Calls of many plugins: which is called is drawn by Zipf's law, independently of how large it is.
/// The same arguments make the same trace.
///
/// @param bytes of each plugin, loaded
/// @param calls the plugin that each call is for
// Read by index in the innermost loops; nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
record Trace(long[] bytes, int[] calls) {
  static final int PER_SECOND = 200;

  private static final long SEED = 20_261_124;
  private static final double ZIPF_EXPONENT = 1.3;
  private static final double MEDIAN_BYTES = 4 * 1024 * 1024;
  private static final double SIGMA = 0.8;

  /// Plugins that take about 4 MB each, loaded.
  static Trace of(int plugins, int calls) {
    var random = new Random(SEED);
    var bytes = new long[plugins];
    for (int i = 0; i < plugins; i++) {
      bytes[i] = Math.round(MEDIAN_BYTES * Math.exp(SIGMA * random.nextGaussian()));
    }
    var upTo = new double[plugins];
    double sum = 0;
    for (int rank = 0; rank < plugins; rank++) {
      sum += Math.pow(rank + 1, -ZIPF_EXPONENT);
      upTo[rank] = sum;
    }
    var drawn = new int[calls];
    for (int i = 0; i < calls; i++) {
      int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
      drawn[i] = Math.min(plugins - 1, found < 0 ? -found - 1 : found);
    }
    return new Trace(bytes, drawn);
  }

  /// The same calls of plugins whose archives are as large as these are loaded.
  Trace ofArchives() {
    return new Trace(Arrays.stream(bytes).map(Footprint::of).toArray(), calls);
  }

  /// For each call the next of the same plugin; `Integer.MAX_VALUE` when none comes.
  int[] nextUses() {
    var next = new int[calls.length];
    var last = new int[bytes.length];
    Arrays.fill(last, Integer.MAX_VALUE);
    for (int i = calls.length - 1; i >= 0; i--) {
      next[i] = last[calls[i]];
      last[calls[i]] = i;
    }
    return next;
  }

  /// The tick of the coarse clock in which a call comes.
  static long tick(int call) {
    return call * 1_000L / PER_SECOND / CoarseClock.TICK.toMillis();
  }
}

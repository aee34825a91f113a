package io.hotswap.benchmarks.swapping;

/// Counts times in cells of about one percent, without end and without memory.
final class Latencies {
  private static final int CELLS_A_DOUBLING = 64;

  private final long[] cells = new long[64 * CELLS_A_DOUBLING];
  private long count;

  void count(long nanos) {
    cells[cell(Math.max(1, nanos))]++;
    count++;
  }

  void add(Latencies other) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] += other.cells[i];
    }
    count += other.count;
  }

  long count() {
    return count;
  }

  /// In nanoseconds.
  double percentile(double percent) {
    long rank = (long) Math.ceil(percent / 100 * count);
    long seen = 0;
    for (int i = 0; i < cells.length; i++) {
      seen += cells[i];
      if (seen >= rank && seen > 0) {
        return Math.pow(2, (i + 0.5) / CELLS_A_DOUBLING);
      }
    }
    return Double.NaN;
  }

  private static int cell(long nanos) {
    return (int) (Math.log((double) nanos) / Math.log(2) * CELLS_A_DOUBLING);
  }
}

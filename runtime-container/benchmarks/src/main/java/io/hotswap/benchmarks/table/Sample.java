package io.hotswap.benchmarks.table;

import java.util.Arrays;
import java.util.List;

/// Some measurements of one thing, in order of size.
// Nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record Sample(double[] sorted) {
  public Sample {
    if (sorted.length == 0) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    sorted = sorted.clone();
    Arrays.sort(sorted);
  }

  public static Sample of(List<Double> measured) {
    return new Sample(measured.stream().mapToDouble(Double::doubleValue).toArray());
  }

  public int runs() {
    return sorted.length;
  }

  public double median() {
    return percentile(50);
  }

  /// The smallest that as many percent do not exceed: with few runs the highest is the greatest.
  public double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}

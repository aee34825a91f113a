package io.hotswap.runtime.counting;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Counts calls by outcome and latency, in microseconds rounded up to two significant digits: a row
/// of cells for each outcome and power of ten, allocated at its first call. One atomic increment
/// counts a call, its outcome and its latency.
final class LatencyCounts {
  private static final int ROWS = 10;
  private static final int CELLS = 100;
  private static final int NANOS_A_MICRO = 1_000;

  private final AtomicReferenceArray<@Nullable AtomicIntegerArray> rows =
      new AtomicReferenceArray<>(CallOutcome.COUNT * ROWS);

  void count(CallOutcome callOutcome, long nanos) {
    long digits = nanos <= 0 ? 0 : (nanos - 1) / NANOS_A_MICRO + 1;
    int row = 0;
    while (digits >= CELLS) {
      digits = (digits + 9) / 10;
      row++;
    }
    boolean fits = row < ROWS;
    row(callOutcome, fits ? row : ROWS - 1).getAndIncrement(fits ? (int) digits : CELLS - 1);
  }

  private AtomicIntegerArray row(CallOutcome callOutcome, int number) {
    int index = callOutcome.index() * ROWS + number;
    var row = rows.get(index);
    if (row != null) {
      return row;
    }
    var fresh = new AtomicIntegerArray(CELLS);
    var other = rows.compareAndExchange(index, null, fresh);
    return other == null ? fresh : other;
  }

  /// Reads the counts in order of latency.
  void read(CallOutcome callOutcome, Reader reader) {
    long unit = 1;
    for (int number = 0; number < ROWS; number++, unit *= 10) {
      var row = rows.get(callOutcome.index() * ROWS + number);
      for (int digits = 0; row != null && digits < CELLS; digits++) {
        int calls = row.get(digits);
        if (calls > 0) {
          reader.take(digits * unit, calls);
        }
      }
    }
  }

  /// Takes the counts, one latency at a time.
  @FunctionalInterface
  interface Reader {
    /// @param micros latency of each call, rounded up
    void take(long micros, long calls);
  }
}

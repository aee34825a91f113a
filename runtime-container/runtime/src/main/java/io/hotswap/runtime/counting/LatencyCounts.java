package io.hotswap.runtime.counting;

import io.hotswap.domain.figures.Latencies;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Counts times by microseconds rounded to two significant digits: a row of cells for each power of
/// ten, made when its first time comes.
final class LatencyCounts {
  private static final int ROWS = 10;
  private static final int CELLS = 100;

  private final AtomicReferenceArray<@Nullable AtomicIntegerArray> rows =
      new AtomicReferenceArray<>(ROWS);

  void count(long nanos) {
    long digits = Math.max(0, (nanos + 500) / 1000);
    int row = 0;
    while (digits >= 10 * CELLS) {
      digits /= 10;
      row++;
    }
    if (digits >= CELLS) {
      digits = (digits + 5) / 10;
      row++;
    }
    if (digits == CELLS) {
      digits /= 10;
      row++;
    }
    boolean fits = row < ROWS;
    row(fits ? row : ROWS - 1).getAndIncrement(fits ? (int) digits : CELLS - 1);
  }

  private AtomicIntegerArray row(int number) {
    var row = rows.get(number);
    if (row != null) {
      return row;
    }
    var fresh = new AtomicIntegerArray(CELLS);
    var other = rows.compareAndExchange(number, null, fresh);
    return other == null ? fresh : other;
  }

  long calls() {
    long calls = 0;
    for (int number = 0; number < ROWS; number++) {
      var row = rows.get(number);
      for (int digits = 0; row != null && digits < CELLS; digits++) {
        calls += row.get(digits);
      }
    }
    return calls;
  }

  Latencies read() {
    SortedMap<Long, Long> calls = new TreeMap<>();
    long unit = 1;
    for (int number = 0; number < ROWS; number++, unit *= 10) {
      var row = rows.get(number);
      for (int digits = 0; row != null && digits < CELLS; digits++) {
        int count = row.get(digits);
        if (count > 0) {
          calls.put(digits * unit, (long) count);
        }
      }
    }
    return new Latencies(calls);
  }
}

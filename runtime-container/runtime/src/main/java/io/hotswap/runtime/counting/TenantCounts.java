package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/// One tenant's calls of one version, cumulative.
public final class TenantCounts {
  private static final long SLICES_A_DAY = TimeUnit.DAYS.toMillis(1) / TenSeconds.MILLIS;

  private static final int LOG_BITS = 42;
  private static final long ONE = 1L << LOG_BITS;
  private static final long MOST = 1L << (LOG_BITS - LogMicros.MOST_BITS - 1);

  private static final AtomicLongFieldUpdater<TenantCounts> GOOD =
      AtomicLongFieldUpdater.newUpdater(TenantCounts.class, "good");
  private static final AtomicLongFieldUpdater<TenantCounts> FAILED =
      AtomicLongFieldUpdater.newUpdater(TenantCounts.class, "failed");

  // The latest calls: their number in the upper bits, the sum of the logarithms of their latencies
  // in the lower. One long, so that a call is counted by one atomic addition.
  private volatile long good;
  private volatile long failed;
  // Totals of what was moved out of the two fields above. Guarded by this.
  private long calls;
  private long failures;
  private long logs;
  private final Map<String, DoubleAdder> recorded = new ConcurrentHashMap<>(2);
  private volatile long lastDay = -1;
  private final TenantCounter all;

  TenantCounts(TenantCounter all) {
    this.all = all;
  }

  /// Whether these counts belong to the given counter; false once the version was forgotten.
  boolean isOf(TenantCounter others) {
    return all.equals(others);
  }

  /// @param slice number of the slice in which the call ended
  void called(long slice, boolean failure, long nanos) {
    long now = (failure ? FAILED : GOOD).addAndGet(this, ONE + LogMicros.of(nanos));
    if (now >>> LOG_BITS >= MOST) {
      moveToTotals();
    }
    long day = slice / SLICES_A_DAY;
    // Written only when the day changes: concurrent reads are cheap, writes are not.
    if (lastDay != day) {
      lastDay = day;
    }
  }

  // Called at half of the capacity, which leaves room for concurrent calls.
  private synchronized void moveToTotals() {
    long failing = FAILED.getAndSet(this, 0);
    failures += failing >>> LOG_BITS;
    add(failing);
    add(GOOD.getAndSet(this, 0));
  }

  private void add(long recent) {
    calls += recent >>> LOG_BITS;
    logs += recent & (ONE - 1);
  }

  @Nullable DoubleAdder metric(String name) {
    return recorded.get(name);
  }

  DoubleAdder newMetric(String name) {
    return recorded.computeIfAbsent(name, key -> new DoubleAdder());
  }

  /// The day of the last call, in days since 1970-01-01, UTC; -1 before the first.
  public long lastDay() {
    return lastDay;
  }

  public synchronized long calls() {
    moveToTotals();
    return calls;
  }

  public synchronized TenantStats read() {
    moveToTotals();
    Map<String, Double> sums = HashMap.newHashMap(recorded.size());
    recorded.forEach((name, sum) -> sums.put(name, sum.sum()));
    return new TenantStats(calls, failures, LogMicros.sum(logs, calls), sums);
  }

  /// The difference to an earlier reading.
  public TenantStats readSince(TenantStats base) {
    var now = read();
    Map<String, Double> sums = new HashMap<>(now.recorded());
    base.recorded().forEach((name, sum) -> sums.merge(name, -sum, Double::sum));
    return new TenantStats(
        now.calls() - base.calls(),
        now.failures() - base.failures(),
        now.logMicros() - base.logMicros(),
        sums);
  }
}

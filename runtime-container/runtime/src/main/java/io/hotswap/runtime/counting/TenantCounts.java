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

  // The newest calls, from above: how many, and the logarithms of their times. One word, so that a
  // call takes one step of the processor, and is never seen half.
  private volatile long good;
  private volatile long failed;
  // What was put away. Guarded by this.
  private long calls;
  private long failures;
  private long logs;
  private final Map<String, DoubleAdder> recorded = new ConcurrentHashMap<>(2);
  private volatile long lastDay = -1;
  private final TenantCounter all;

  TenantCounts(TenantCounter all) {
    this.all = all;
  }

  /// False once the version was forgotten, and is counted from nothing.
  boolean isOf(TenantCounter others) {
    return all.equals(others);
  }

  /// @param slice the ten seconds in which the call ended
  void called(long slice, boolean failure, long nanos) {
    long now = (failure ? FAILED : GOOD).addAndGet(this, ONE + LogMicros.of(nanos));
    if (now >>> LOG_BITS >= MOST) {
      putAway();
    }
    long day = slice / SLICES_A_DAY;
    // Written once a day: reading is what many cores can do at once.
    if (lastDay != day) {
      lastDay = day;
    }
  }

  // Half of what there is room for is left to the calls that come meanwhile.
  private synchronized void putAway() {
    long failing = FAILED.getAndSet(this, 0);
    failures += failing >>> LOG_BITS;
    add(failing);
    add(GOOD.getAndSet(this, 0));
  }

  private void add(long recent) {
    calls += recent >>> LOG_BITS;
    logs += recent & (ONE - 1);
  }

  @Nullable DoubleAdder figure(String name) {
    return recorded.get(name);
  }

  DoubleAdder newFigure(String name) {
    return recorded.computeIfAbsent(name, key -> new DoubleAdder());
  }

  /// The day of the last call, counted from the beginning of 1970, UTC; -1 before the first.
  public long lastDay() {
    return lastDay;
  }

  public synchronized TenantStats read() {
    putAway();
    Map<String, Double> sums = HashMap.newHashMap(recorded.size());
    recorded.forEach((name, sum) -> sums.put(name, sum.sum()));
    return new TenantStats(calls, failures, LogMicros.sum(logs, calls), sums);
  }

  /// What came since it read as given.
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

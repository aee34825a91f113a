package io.hotswap.runtime.counting;

import io.hotswap.domain.figures.TenantFigures;
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

  private static final AtomicLongFieldUpdater<TenantCounts> GOOD =
      AtomicLongFieldUpdater.newUpdater(TenantCounts.class, "good");
  private static final AtomicLongFieldUpdater<TenantCounts> FAILED =
      AtomicLongFieldUpdater.newUpdater(TenantCounts.class, "failed");
  private static final AtomicLongFieldUpdater<TenantCounts> LOG_MICROS =
      AtomicLongFieldUpdater.newUpdater(TenantCounts.class, "logMicros");

  // Fields of one object, so that a call touches one line of the cache: there are many tenants. Not
  // calls and failures: read one after the other, these two never contradict each other.
  private volatile long good;
  private volatile long failed;
  private volatile long logMicros;
  private final Map<String, DoubleAdder> recorded = new ConcurrentHashMap<>(2);
  private volatile long lastDay = -1;
  private final TenantsCounts all;

  TenantCounts(TenantsCounts all) {
    this.all = all;
  }

  /// False once the version was forgotten, and is counted from nothing.
  boolean isOf(TenantsCounts others) {
    return all.equals(others);
  }

  /// @param slice the ten seconds in which the call ended
  void called(long slice, boolean failure, long nanos) {
    (failure ? FAILED : GOOD).incrementAndGet(this);
    LOG_MICROS.addAndGet(this, LogMicros.of(nanos));
    long day = slice / SLICES_A_DAY;
    // Written once a day: reading is what many cores can do at once.
    if (lastDay != day) {
      lastDay = day;
    }
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

  public TenantFigures read() {
    long failures = failed;
    Map<String, Double> sums = HashMap.newHashMap(recorded.size());
    recorded.forEach((name, sum) -> sums.put(name, sum.sum()));
    return new TenantFigures(good + failures, failures, LogMicros.sum(logMicros), sums);
  }

  /// What came since it read as given.
  public TenantFigures readSince(TenantFigures base) {
    var now = read();
    Map<String, Double> sums = new HashMap<>(now.recorded());
    base.recorded().forEach((name, sum) -> sums.merge(name, -sum, Double::sum));
    return new TenantFigures(
        now.calls() - base.calls(),
        now.failures() - base.failures(),
        now.logMicros() - base.logMicros(),
        sums);
  }
}

package io.hotswap.runtime.quota;

import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.NodeShare;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// What one tenant's processes of a plugin took of this node: processor time by second, those of
/// the current second and of the sixty before it, and the most memory of one of them.
final class ProcessUse {
  private static final int MILLIS = 1_000;
  private static final int SECOND =
      Math.toIntExact(Duration.ofSeconds(1).dividedBy(CoarseClock.TICK));

  private final AtomicReference<RecentSeconds> recent = new AtomicReference<>(RecentSeconds.NONE);
  private final AtomicLong peakMemory = new AtomicLong();
  // A monotonic total of milliseconds: those of some seconds are a difference.
  private final AtomicLong processor = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  void add(int tick, long processorMillis, long memoryBytes) {
    // What was used before the current second must not count in it alone.
    at(tick / SECOND);
    processor.addAndGet(processorMillis);
    peakMemory.accumulateAndGet(memoryBytes, Math::max);
  }

  /// Milliseconds that count in the current minute.
  int processorMillis(int tick) {
    var seconds = at(tick / SECOND);
    return seconds.since(processor.get(), seconds.last());
  }

  /// @param seconds limit of all nodes
  /// @param times how often it may be used
  boolean isWithin(int tick, int seconds, int times, NodeShare share) {
    return processorMillis(tick) < (long) times * share.of(seconds * MILLIS);
  }

  /// What is left of a limit of all nodes, in whole seconds.
  int secondsLeft(int tick, int seconds, NodeShare share) {
    return Math.max(0, share.of(seconds * MILLIS) - processorMillis(tick)) / MILLIS;
  }

  /// In how many seconds less will count than now; 0 when nothing does.
  int secondsUntilLess(int tick) {
    return at(tick / SECOND).untilFewer(processor.get());
  }

  /// When a call would be admitted if no process used any more.
  Duration retryAfter(int tick, int seconds, NodeShare share) {
    var now = at(tick / SECOND);
    long used = processor.get();
    int later = now.last() + 1;
    while (now.since(used, later) >= share.of(seconds * MILLIS)) {
      later++;
    }
    return CoarseClock.TICK.multipliedBy((long) later * SECOND - tick);
  }

  /// Processor time since it was taken last.
  long takeProcessorMillis() {
    long now = processor.get();
    return now - taken.getAndSet(now);
  }

  /// Most memory since it was taken last.
  long takePeakMemory() {
    return peakMemory.getAndSet(0);
  }

  private RecentSeconds at(int second) {
    while (true) {
      var now = recent.get();
      if (second <= now.last()) {
        return now;
      }
      recent.compareAndSet(now, now.turned(second, processor.get()));
    }
  }
}

package io.hotswap.runtime.quota;

import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.NodeShare;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/// One tenant's calls of one plugin on this node, across generations. Lock-free.
///
/// Requests are counted by second: those of the current second and of the sixty before it, so that
/// no sixty seconds have more than the limit, wherever they begin.
final class Usage {
  private static final int SECOND =
      Math.toIntExact(Duration.ofSeconds(1).dividedBy(CoarseClock.TICK));
  private static final AtomicLongFieldUpdater<Usage> BEGUN =
      AtomicLongFieldUpdater.newUpdater(Usage.class, "begun");
  private static final AtomicLongFieldUpdater<Usage> ENDED =
      AtomicLongFieldUpdater.newUpdater(Usage.class, "ended");
  private static final AtomicLongFieldUpdater<Usage> REFUSED =
      AtomicLongFieldUpdater.newUpdater(Usage.class, "refused");
  private static final AtomicLongFieldUpdater<Usage> BYTES =
      AtomicLongFieldUpdater.newUpdater(Usage.class, "bytes");
  private static final AtomicReferenceFieldUpdater<Usage, RecentSeconds> RECENT =
      AtomicReferenceFieldUpdater.newUpdater(Usage.class, RecentSeconds.class, "recent");

  // Monotonic totals: calls in flight, and calls of some seconds, are differences.
  private volatile long begun;
  private volatile long ended;
  // Since they were taken.
  private volatile long refused;
  private volatile long peak;
  // Of the bodies of calls in flight whose tenant has a quota of bytes.
  private volatile long bytes;
  private volatile RecentSeconds recent = RecentSeconds.NONE;
  private final ProcessUse processes = new ProcessUse();

  enum Limit {
    CONCURRENCY,
    REQUESTS
  }

  /// @param concurrent limit of concurrent calls, of all nodes
  /// @param requests limit in sixty seconds, of all nodes
  /// @param share this node's part of both limits
  /// @return the limit that is reached; null when the call was admitted
  @Nullable Limit enter(int tick, int concurrent, int requests, NodeShare share) {
    var reached = tryEnter(tick, concurrent, requests, share);
    if (reached != null) {
      REFUSED.incrementAndGet(this);
    }
    return reached;
  }

  private @Nullable Limit tryEnter(int tick, int concurrent, int requests, NodeShare share) {
    while (true) {
      // `begun` is read first: if the compare-and-set succeeds, the difference is no underestimate.
      long was = begun;
      if (!share.hasRoom(was - ended, concurrent)) {
        return Limit.CONCURRENCY;
      }
      var seconds = at(tick / SECOND);
      if (!share.hasRoom(seconds.since(was, seconds.last()), requests)) {
        return Limit.REQUESTS;
      }
      if (BEGUN.compareAndSet(this, was, was + 1)) {
        long now = was + 1 - ended;
        // Written only when it grows. Of two that write at once the lower may win.
        if (now > peak) {
          peak = now;
        }
        return null;
      }
    }
  }

  /// What the tenant's processes took.
  ProcessUse processes() {
    return processes;
  }

  /// Counts a call that was refused for what the tenant's processes took.
  void refused() {
    REFUSED.incrementAndGet(this);
  }

  void leave() {
    ENDED.incrementAndGet(this);
  }

  /// Counts the bytes of a body until it is released. One body alone may be as large as the whole:
  /// else none that is larger than this node's share would ever be admitted.
  ///
  /// @param most limit of all nodes
  /// @return whether there is room for it
  boolean hold(int more, int most, NodeShare share) {
    while (true) {
      long was = bytes;
      boolean fits = was + more <= share.of(most) || (was == 0 && more <= most);
      if (!fits) {
        REFUSED.incrementAndGet(this);
        return false;
      }
      if (BYTES.compareAndSet(this, was, was + more)) {
        return true;
      }
    }
  }

  void release(int fewer) {
    BYTES.addAndGet(this, -fewer);
  }

  long bytes() {
    return bytes;
  }

  /// What was refused, the most calls at once, and what processes took, since they were taken last.
  TenantUsage take() {
    long taken = refused;
    REFUSED.addAndGet(this, -taken);
    long most = peak;
    peak = begun - ended;
    return new TenantUsage(
        0,
        taken,
        Math.toIntExact(most),
        processes.takeProcessorMillis(),
        processes.takePeakMemory());
  }

  /// When a request would be admitted if no other came meanwhile.
  Duration retryAfter(int tick, int requests, NodeShare share) {
    var seconds = at(tick / SECOND);
    long was = begun;
    int later = seconds.last() + 1;
    while (!share.hasRoom(seconds.since(was, later), requests)) {
      later++;
    }
    return CoarseClock.TICK.multipliedBy((long) later * SECOND - tick);
  }

  /// Calls that count in the current minute.
  int requests(int tick) {
    var seconds = at(tick / SECOND);
    return seconds.since(begun, seconds.last());
  }

  int inFlight() {
    return Math.toIntExact(begun - ended);
  }

  /// In how many seconds fewer calls will count than now; 0 when none do.
  int secondsUntilFewer(int tick) {
    var seconds = at(tick / SECOND);
    return seconds.untilFewer(begun);
  }

  // For a call that was delayed after it read the tick: the second that others count in already.
  private RecentSeconds at(int second) {
    while (true) {
      var now = recent;
      if (second <= now.last()) {
        return now;
      }
      RECENT.compareAndSet(this, now, now.turned(second, begun));
    }
  }
}

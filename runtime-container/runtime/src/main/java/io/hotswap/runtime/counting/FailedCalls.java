package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.domain.telemetry.FailureReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The last failed calls of a version. At most ten are kept a second, because describing one costs
/// more than the call.
public final class FailedCalls {
  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(100);

  private final Deque<CallFailure> last = new ArrayDeque<>();
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private long kept;

  /// @param failure called only if it is kept
  void failed(Supplier<CallFailure> failure) {
    long now = System.nanoTime();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + BETWEEN)) {
      keep(failure.get());
    }
  }

  private synchronized void keep(CallFailure failure) {
    last.addFirst(failure);
    if (last.size() > FailureReport.MAX_FAILURES) {
      last.removeLast();
    }
    kept++;
  }

  /// The kept failures, newest first.
  public synchronized List<CallFailure> newest() {
    return List.copyOf(last);
  }

  /// How many were kept since this node started.
  public synchronized long kept() {
    return kept;
  }
}

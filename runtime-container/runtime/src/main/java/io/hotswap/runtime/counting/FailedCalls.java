package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.domain.telemetry.FailureReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The last calls that a version failed. Of many at once only some are kept: to make one readable
/// costs more than the call.
public final class FailedCalls {
  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(100);

  private final Deque<CallFailure> last = new ArrayDeque<>();
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private long kept;

  /// @param failure made only when it is kept
  void failed(Supplier<CallFailure> failure) {
    long now = System.nanoTime();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + BETWEEN)) {
      keep(failure.get());
    }
  }

  private synchronized void keep(CallFailure failure) {
    last.addFirst(failure);
    if (last.size() > FailureReport.MOST) {
      last.removeLast();
    }
    kept++;
  }

  /// The newest first.
  public synchronized List<CallFailure> newest() {
    return List.copyOf(last);
  }

  /// How many were kept since this node began.
  public synchronized long kept() {
    return kept;
  }
}

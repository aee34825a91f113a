package io.hotswap.runtime.calling;

import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Enforces the deadlines of running calls. A platform thread checks all of them every few
/// milliseconds, which costs a call less than a timer of its own.
final class DeadlineWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatcher.class);
  private static final long MIN_PAUSE_NANOS = 10_000_000;
  // Pauses for SHARE times as long as a check took, within the two bounds: 5 % of one processor.
  private static final int SHARE = 20;
  private static final long MAX_PAUSE_NANOS = 200_000_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Set<Limited> calls = ConcurrentHashMap.newKeySet();
  private final Loop checkLoop = Loop.of("deadlines", LIMIT, this::check);

  /// Something with a deadline.
  interface Limited {
    /// Acts if the deadline has passed. Called on one thread only.
    ///
    /// @param now on the scale of `System.nanoTime()`
    void check(long now);
  }

  void start() {
    checkLoop.start();
  }

  void begin(Limited call) {
    calls.add(call);
  }

  void end(Limited call) {
    calls.remove(call);
  }

  int size() {
    return calls.size();
  }

  private long check() {
    long began = System.nanoTime();
    for (var call : calls) {
      check(call, began);
    }
    long took = System.nanoTime() - began;
    return Math.clamp(took * SHARE, MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
  }

  Loop loop() {
    return checkLoop;
  }

  // A failure here must not affect the deadlines of other calls.
  private static void check(Limited call, long now) {
    try {
      call.check(now);
    } catch (RuntimeException | Error fault) {
      LOG.error("A call past its deadline could not be ended", fault);
    }
  }

  @Override
  public void close() {
    checkLoop.close();
  }
}

package io.hotswap.runtime.calling;

import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls whose plugin code runs. A platform thread looks at all of them every few milliseconds:
/// that costs a call less than a timer of its own would.
final class DeadlineWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatcher.class);
  private static final long LOOK_AGAIN = 10_000_000;
  // The part of a processor that it may take while many calls run: one in so many, but no later.
  private static final int SHARE = 20;
  private static final long AT_LATEST = 200_000_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Set<Limited> calls = ConcurrentHashMap.newKeySet();
  private final Loop looking = Loop.of("deadlines", LIMIT, this::look);

  /// What may take so long and no longer.
  interface Limited {
    /// Does something about it where it takes too long. On one thread only.
    ///
    /// @param now on the scale of `System.nanoTime()`
    void look(long now);
  }

  void start() {
    looking.start();
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

  private long look() {
    long began = System.nanoTime();
    for (var call : calls) {
      look(call, began);
    }
    long took = System.nanoTime() - began;
    return Math.clamp(took * SHARE, LOOK_AGAIN, AT_LATEST);
  }

  Loop loop() {
    return looking;
  }

  // One that fails must not keep the others from their deadlines.
  private static void look(Limited call, long now) {
    try {
      call.look(now);
    } catch (RuntimeException | Error fault) {
      LOG.error("A call past its deadline could not be ended", fault);
    }
  }

  @Override
  public void close() {
    looking.close();
  }
}

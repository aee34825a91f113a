package io.hotswap.runtime.crash;

import io.hotswap.domain.ids.Digest;
import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/// Delays crash suspects until all other versions are up, then loads a few at a time: the square
/// root of the number of suspects of the last crash. So few crashes single out the culprit, and
/// after a power cut many suspects are loaded quickly.
public final class Suspects {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Queue<DelayedStart> delayed = new ConcurrentLinkedQueue<>();
  private final Map<Digest, Thread> tried = new HashMap<>();
  private final CrashJournal journal;

  private record DelayedStart(Digest digest, Thread work, BooleanSupplier wanted) {}

  public Suspects(CrashJournal journal) {
    this.journal = journal;
  }

  /// Starts the thread now or, for a suspect, when its turn comes.
  ///
  /// @param wanted whether it is still to be started by then
  public void begin(Digest digest, Thread work, BooleanSupplier wanted) {
    if (journal.isSuspect(digest)) {
      delayed.add(new DelayedStart(digest, work, wanted));
    } else {
      work.start();
    }
  }

  /// A loop of its own, because the one that follows the routing may wait for the control plane.
  ///
  /// @param othersUp whether all other versions are up
  public Loop loop(BooleanSupplier othersUp) {
    return Loop.every(PAUSE, LIMIT, "try-suspects", () -> tryNext(othersUp)).dispensable();
  }

  private void tryNext(BooleanSupplier othersUp) {
    journal.acquitSurvivors();
    if (othersUp.getAsBoolean()) {
      beginNext();
    }
  }

  /// Starts the next suspects when those before are acquitted. Not thread-safe.
  void beginNext() {
    delayed.removeIf(it -> !it.wanted().getAsBoolean());
    tried.entrySet().removeIf(it -> !journal.isSuspect(it.getKey()) || isGivenUp(it));
    if (tried.isEmpty()) {
      next().forEach(this::start);
    }
  }

  // Its loading ended without a result: it is as suspect as before.
  private boolean isGivenUp(Map.Entry<Digest, Thread> it) {
    return !it.getValue().isAlive() && !journal.isUnderWay(it.getKey());
  }

  private List<DelayedStart> next() {
    var ordered =
        delayed.stream()
            .sorted(Comparator.comparingInt(it -> journal.suspects(it.digest())))
            .toList();
    return ordered.stream()
        .limit(ordered.isEmpty() ? 0 : atOnce(journal.suspects(ordered.getFirst().digest())))
        .toList();
  }

  private static long atOnce(int suspects) {
    return (long) Math.sqrt(Math.max(1, suspects));
  }

  private void start(DelayedStart next) {
    next.work().start();
    tried.put(next.digest(), next.work());
    delayed.remove(next);
  }
}

package io.hotswap.runtime.crash;

import io.hotswap.domain.ids.Digest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/// Has versions that a process died on wait until all others are up, and begins them a few at a
/// time: the square root of how many the last death may have been caused by. Few deaths lead to the
/// one that causes them, and after a power cut many do not take one another's time.
public final class Suspects {
  private final Queue<Held> held = new ConcurrentLinkedQueue<>();
  private final Map<Digest, Thread> tried = new HashMap<>();
  private final CrashJournal journal;

  private record Held(Digest digest, Thread work, BooleanSupplier wanted) {}

  public Suspects(CrashJournal journal) {
    this.journal = journal;
  }

  /// Begins the work now, or when its turn comes.
  ///
  /// @param wanted whether it is to be begun at all by then
  public void begin(Digest digest, Thread work, BooleanSupplier wanted) {
    if (journal.isSuspect(digest)) {
      held.add(new Held(digest, work, wanted));
    } else {
      work.start();
    }
  }

  /// Lets the next ones begin, when those before are free of blame. For one thread.
  public void look() {
    held.removeIf(it -> !it.wanted().getAsBoolean());
    tried.entrySet().removeIf(it -> !journal.isSuspect(it.getKey()) || isGivenUp(it));
    if (tried.isEmpty()) {
      next().forEach(this::start);
    }
  }

  // It is as suspect as before.
  private boolean isGivenUp(Map.Entry<Digest, Thread> it) {
    return !it.getValue().isAlive() && !journal.isUnderWay(it.getKey());
  }

  private List<Held> next() {
    var ordered =
        held.stream().sorted(Comparator.comparingInt(it -> journal.suspects(it.digest()))).toList();
    return ordered.stream()
        .limit(ordered.isEmpty() ? 0 : atOnce(journal.suspects(ordered.getFirst().digest())))
        .toList();
  }

  private static long atOnce(int suspects) {
    return (long) Math.sqrt(Math.max(1, suspects));
  }

  private void start(Held next) {
    next.work().start();
    tried.put(next.digest(), next.work());
    held.remove(next);
  }
}

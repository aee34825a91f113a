package io.hotswap.runtime.crash;

import io.hotswap.domain.plugin.Digest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/// Has versions that a process died on wait until all others are up, and begins them one by one:
/// only so is it clear which one another death is to be blamed on.
public final class Suspects {
  private final Queue<Held> held = new ConcurrentLinkedQueue<>();
  private final CrashJournal journal;

  private record Held(Thread work, BooleanSupplier wanted) {}

  public Suspects(CrashJournal journal) {
    this.journal = journal;
  }

  /// Begins the work now, or when its turn comes.
  ///
  /// @param wanted whether it is to be begun at all by then
  public void begin(Digest digest, Thread work, BooleanSupplier wanted) {
    if (journal.isSuspect(digest)) {
      held.add(new Held(work, wanted));
    } else {
      work.start();
    }
  }

  /// Lets the next one begin, when nothing else is on its way.
  public void look() {
    held.removeIf(it -> !it.wanted().getAsBoolean());
    if (journal.isQuiet()) {
      var next = held.poll();
      if (next != null) {
        next.work().start();
      }
    }
  }
}

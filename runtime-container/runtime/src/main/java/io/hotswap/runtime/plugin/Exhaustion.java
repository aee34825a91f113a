package io.hotswap.runtime.plugin;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Tells the end of what a process has from an error that code has made: anybody can throw an
/// `OutOfMemoryError`, and what is caught with it may be over.
public final class Exhaustion {
  private static final long PROBE_BYTES = 1 << 20;
  private static final long NOT_AGAIN = Duration.ofSeconds(1).toNanos();
  private static final int DEEPEST = 10;
  // Of an array that no heap could hold: nothing was taken.
  private static final String IMPOSSIBLE = "Requested array size exceeds VM limit";

  private final AtomicLong lastProbe = new AtomicLong(System.nanoTime() - NOT_AGAIN);

  /// Whether this, or a cause of it, says truly that heap, threads, or memory outside the heap have
  /// run out. To be asked on the thread that has caught it: the causes are what a plugin says.
  @SuppressWarnings("CatchingUnchecked")
  public boolean isMeantBy(Throwable thrown) {
    var each = thrown;
    try {
      for (int depth = 0; each != null && depth < DEEPEST; depth++) {
        if (each instanceof OutOfMemoryError error) {
          return isOfTheHeap(error) || isOutOfThreadsOrMemory();
        }
        each = each.getCause();
      }
    } catch (Throwable again) {
      return false;
    }
    return false;
  }

  // The machine makes its own without a constructor, so that they take no suppressed exceptions;
  // those that Java code makes do.
  private static boolean isOfTheHeap(OutOfMemoryError error) {
    if (error.getClass() != OutOfMemoryError.class || IMPOSSIBLE.equals(error.getMessage())) {
      return false;
    }
    if (error.getSuppressed().length == 0) {
      error.addSuppressed(new IllegalStateException("seen by the node"));
    }
    return error.getSuppressed().length == 0;
  }

  // Of these the library's own Java code throws errors like any other: what is true of them, a
  // try tells. Not at each of a thousand.
  private boolean isOutOfThreadsOrMemory() {
    long now = System.nanoTime();
    long last = lastProbe.get();
    if (now - last < NOT_AGAIN || !lastProbe.compareAndSet(last, now)) {
      return false;
    }
    try (var arena = Arena.ofConfined()) {
      var _ = arena.allocate(PROBE_BYTES);
      Thread.ofPlatform().name("probe").daemon().start(() -> {});
      return false;
    } catch (OutOfMemoryError error) {
      return true;
    }
  }
}

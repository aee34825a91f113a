package io.hotswap.runtime.plugin;

import java.lang.foreign.Arena;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Distinguishes real exhaustion of the process from an error that code threw itself, or caused by
/// requesting too much at once: anybody can throw an `OutOfMemoryError`, and a real shortage may be
/// over when it is caught.
public final class ResourceExhaustion {
  private static final long PROBE_BYTES = 1 << 20;
  private static final long NOT_AGAIN = Duration.ofSeconds(1).toNanos();
  private static final int DEEPEST = 10;
  // Small enough for a fragmented heap.
  private static final int PIECE = 256 << 10;
  private static final long SHARE_OF_HEAP = 32;
  private static final long MOST_OF_HEAP = 32 << 20;

  private final AtomicLong lastProbe = new AtomicLong(System.nanoTime() - NOT_AGAIN);

  /// Loads its classes now: in a shortage there may be no memory for that.
  public ResourceExhaustion() {
    probe(1, 1);
  }

  /// Whether this throwable, or a cause of it, shows that heap, classes, threads, or memory outside
  /// the heap have really run out. Call it on the thread that caught it: the causes come from a
  /// plugin.
  public boolean isMeantBy(Throwable thrown) {
    var error = outOfMemory(thrown);
    return error != null && (isOfClasses(error) || isUsedUp());
  }

  @SuppressWarnings("CatchingUnchecked")
  private static @Nullable OutOfMemoryError outOfMemory(Throwable thrown) {
    var each = thrown;
    try {
      for (int depth = 0; each != null && depth < DEEPEST; depth++) {
        if (each instanceof OutOfMemoryError error) {
          return error;
        }
        each = each.getCause();
      }
    } catch (Throwable byThePlugin) {
      return null;
    }
    return null;
  }

  // A shortage of metaspace cannot be tested: all classes share it. The JVM creates its own errors
  // without a constructor, so that they accept no suppressed exceptions; errors that Java code
  // creates do.
  private static boolean isOfClasses(OutOfMemoryError error) {
    var message = error.getMessage();
    if (!"Metaspace".equals(message) && !"Compressed class space".equals(message)) {
      return false;
    }
    if (error.getSuppressed().length == 0) {
      error.addSuppressed(new IllegalStateException("seen by the node"));
    }
    return error.getSuppressed().length == 0;
  }

  /// Whether the heap is full, also after a collection. Allocates nothing when there is much room,
  /// and never throws.
  public boolean isHeapFull() {
    var runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    if (free > 2 * shareOfHeap()) {
      return false;
    }
    try {
      takeOfHeap(shareOfHeap());
      return false;
    } catch (OutOfMemoryError error) {
      return true;
    }
  }

  // One call that requested too much leaves the heap as it was. Not at each of a thousand calls.
  private boolean isUsedUp() {
    long now = System.nanoTime();
    long last = lastProbe.get();
    if (now - last < NOT_AGAIN || !lastProbe.compareAndSet(last, now)) {
      return false;
    }
    try {
      probe(PROBE_BYTES, shareOfHeap());
      return false;
    } catch (Error error) {
      return true;
    }
  }

  private static void probe(long outside, long ofHeap) {
    takeOfHeap(ofHeap);
    try (var arena = Arena.ofConfined()) {
      var _ = arena.allocate(outside);
    }
    Thread.ofPlatform().name("probe").daemon().start(() -> {});
  }

  private static long shareOfHeap() {
    return Math.min(MOST_OF_HEAP, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  private static void takeOfHeap(long bytes) {
    List<byte[]> taken = new ArrayList<>();
    try {
      for (long left = bytes; left > 0; left -= PIECE) {
        taken.add(new byte[PIECE]);
      }
    } finally {
      Reference.reachabilityFence(taken);
    }
  }
}

package io.hotswap.runtime.unloading;

import io.hotswap.runtime.plugin.PluginRef;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A retired version's class loader until it is collected. Its sentinels, one after the other,
/// count the class-unloading cycles that it survives.
final class RetiredLoader extends PhantomReference<ClassLoader> {
  /// The first cycle may have begun marking before the version was retired; the second has not.
  private static final int CYCLES = 2;

  /// After so many releases the platform's cache itself is reported as the holder.
  private static final int MOST_RELEASES = 5;

  private final PluginRef ref;
  private final WeakReference<ClassLoader> loader;
  private final LongSupplier callsInside;
  private final List<String> cleared;
  private final Instant retiredAt;
  private final long began = System.nanoTime();
  private final ReferenceQueue<ClassLoader> queue;

  // A field, because an unreachable reference is never queued.
  @SuppressWarnings("UnusedVariable")
  private @Nullable Sentinel sentinel;

  private int outlived;
  private int released;
  private int outlivedBefore;

  RetiredLoader(
      PluginRef ref,
      ClassLoader loader,
      LongSupplier callsInside,
      List<String> cleared,
      Instant retiredAt,
      ReferenceQueue<ClassLoader> queue) {
    super(loader, queue);
    this.ref = ref;
    this.loader = new WeakReference<>(loader);
    this.callsInside = callsInside;
    this.cleared = cleared;
    this.retiredAt = retiredAt;
    this.queue = queue;
  }

  void beginCounting() {
    sentinel = new Sentinel(this, queue);
  }

  /// A sentinel that was created after the version was retired has been collected.
  void countCycle() {
    outlived++;
    sentinel = isOverdue() ? null : new Sentinel(this, queue);
  }

  boolean isOverdue() {
    return outlived - outlivedBefore >= CYCLES;
  }

  /// Whether caches that hold it may be cleared once more.
  boolean isReleasable() {
    return released < MOST_RELEASES;
  }

  /// Restarts the count: nothing known holds it any more.
  void release() {
    released++;
    outlivedBefore = outlived;
    beginCounting();
  }

  /// True as soon as it is collected, before the queue has it.
  boolean isGone() {
    return refersTo(null);
  }

  PluginRef ref() {
    return ref;
  }

  @Nullable ClassLoader loader() {
    return loader.get();
  }

  long callsInside() {
    return callsInside.getAsLong();
  }

  List<String> cleared() {
    return cleared;
  }

  Instant retiredAt() {
    return retiredAt;
  }

  /// Time since it was retired.
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// Class-unloading cycles that it survived.
  int outlived() {
    return outlived;
  }
}

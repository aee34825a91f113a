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

/// A version's class loader on its way out. Its own sentinels, one after the other, count the
/// cycles that it outlives.
final class RetiredLoader extends PhantomReference<ClassLoader> {
  /// The first may have begun to mark before the version was given up; the second has not.
  private static final int CYCLES = 2;

  /// The platform may have put it into a cache anew; then it is told that a cache holds it.
  private static final int MOST_RELEASES = 5;

  private final PluginRef ref;
  private final WeakReference<ClassLoader> loader;
  private final LongSupplier callsInside;
  private final List<String> cleared;
  private final Instant retiredAt;
  private final long began = System.nanoTime();
  private final ReferenceQueue<ClassLoader> queue;

  // Kept, for a reference that is itself garbage is never queued.
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

  /// A sentinel made after the version was retired is gone.
  void outlivesACycle() {
    outlived++;
    sentinel = isOverdue() ? null : new Sentinel(this, queue);
  }

  boolean isOverdue() {
    return outlived - outlivedBefore >= CYCLES;
  }

  /// Whether it may be let go once more by what held it.
  boolean isReleasable() {
    return released < MOST_RELEASES;
  }

  /// Nothing that is known holds it from now on.
  void release() {
    released++;
    outlivedBefore = outlived;
    beginCounting();
  }

  /// True from the moment the collector takes it, before the queue says so.
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

  /// Since it was retired.
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// How many cycles it outlived.
  int outlived() {
    return outlived;
  }
}

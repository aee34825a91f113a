package io.hotswap.runtime.unloading;

import io.hotswap.runtime.leakdetection.LeakTrace;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves that unloaded versions are collected, and finds what holds those that are not.
public final class CollectionProof implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionProof.class);
  // Beyond what a round waits for: a collection may pause everything for a while.
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
  private final Set<RetiredLoader> unproved = new HashSet<>();
  private final Set<RetiredLoader> leaked = new HashSet<>();
  private final UnloadingConfig config;
  private final NodeMetrics metrics;
  private final Consumer<UnloadCertificate> certificates;
  private final Clock clock;
  private final Loop prover;
  private long lastCycle = System.nanoTime();

  public CollectionProof(
      UnloadingConfig config,
      NodeMetrics metrics,
      Consumer<UnloadCertificate> certificates,
      Clock clock) {
    this.config = config;
    this.metrics = metrics;
    this.certificates = certificates;
    this.clock = clock;
    this.prover =
        Loop.of("prove-unloads", config.cycle().plus(config.mostTime()).plus(LIMIT), this::prove)
            .dispensable();
  }

  public void start() {
    PlatformThreads.startAll();
    prover.start();
  }

  /// Registers a version that was stopped and whose class loader was closed; call it on a thread
  /// that ends soon.
  ///
  /// @param callsInside calls that have not left the version; must not hold the version itself
  public void register(PluginRef ref, ClassLoader loader, LongSupplier callsInside) {
    var cleared = cleared(ref, loader);
    cleared.forEach(it -> LOG.warn("{} left behind a {}; it is cleared away", ref.label(), it));
    watch(new RetiredLoader(ref, loader, callsInside, cleared, clock.instant(), queue));
  }

  /// Registers a stopped version that ran in processes of its own: their end is the proof.
  public void register(PluginRef ref, CompletableFuture<?> gone) {
    long began = System.nanoTime();
    var retiredAt = clock.instant();
    metrics.retired(ref);
    var _ =
        gone.thenRun(
            () -> {
              var after = Duration.ofNanos(System.nanoTime() - began);
              metrics.collected(ref, after);
              LOG.info("{}: its process has ended", ref.label());
              certificates.accept(
                  new UnloadCertificate.Collected(ref, retiredAt, List.of(), after, 0, false));
            });
  }

  private static List<String> cleared(PluginRef ref, ClassLoader loader) {
    try {
      return PlatformCleanup.after(loader);
    } catch (RuntimeException | LinkageError e) {
      // A handler may have the plugin's `equals`. What stays is found by the search.
      LOG.error("What {} left behind could not be cleared away", ref.label(), e);
      return List.of();
    }
  }

  private synchronized void watch(RetiredLoader retiredLoader) {
    if (unproved.isEmpty()) {
      lastCycle = System.nanoTime();
    }
    unproved.add(retiredLoader);
    retiredLoader.beginCounting();
    metrics.retired(retiredLoader.ref());
  }

  private long prove() throws InterruptedException {
    processQueue(queue.remove(millisToNextCycle()));
    diagnoseLeaks();
    requestCycle();
    return 0;
  }

  private synchronized long millisToNextCycle() {
    long left = lastCycle + config.cycle().toNanos() - System.nanoTime();
    return unproved.isEmpty()
        ? config.cycle().toMillis()
        : Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1);
  }

  private synchronized void processQueue(@Nullable Reference<? extends ClassLoader> first) {
    for (var each = first; each != null; each = queue.poll()) {
      switch (each) {
        case Sentinel sentinel -> {
          lastCycle = System.nanoTime();
          sentinel.watched().countCycle();
        }
        case RetiredLoader retiredLoader -> certify(retiredLoader);
        default -> throw new IllegalStateException("Not ours: " + each);
      }
    }
  }

  private void certify(RetiredLoader retiredLoader) {
    boolean wasLeaked = leaked.remove(retiredLoader);
    unproved.remove(retiredLoader);
    metrics.collected(retiredLoader.ref(), retiredLoader.age());
    LOG.info(
        "{} is collected, {} s after it was retired",
        retiredLoader.ref().label(),
        retiredLoader.age().toMillis() / 1e3);
    certificates.accept(
        new UnloadCertificate.Collected(
            retiredLoader.ref(),
            retiredLoader.retiredAt(),
            retiredLoader.cleared(),
            retiredLoader.age(),
            retiredLoader.outlived(),
            wasLeaked));
  }

  private void diagnoseLeaks() throws InterruptedException {
    var overdue = overdue();
    if (!overdue.isEmpty()) {
      new LeakDiagnosis(config).diagnose(overdue, this::reportLeak, this::watchAgain);
    }
  }

  private synchronized List<RetiredLoader> overdue() {
    // A collected one is in the queue soon.
    var overdue = unproved.stream().filter(it -> it.isOverdue() && !it.isGone()).toList();
    overdue.forEach(unproved::remove);
    leaked.addAll(overdue);
    return overdue;
  }

  private synchronized void watchAgain(RetiredLoader retiredLoader) {
    // Unless it was collected meanwhile.
    if (leaked.remove(retiredLoader)) {
      LOG.debug("{} was held by caches of the platform; taken out", retiredLoader.ref().label());
      unproved.add(retiredLoader);
      retiredLoader.release();
    }
  }

  private void reportLeak(RetiredLoader retiredLoader, LeakTrace leakTrace) {
    var cause = leakTrace.cause();
    metrics.leaked(retiredLoader.ref(), cause.kind().name());
    LOG.error(
        "{} was unloaded and is not collected. {} Path: {}",
        retiredLoader.ref().label(),
        cause.sentence(),
        leakTrace.path());
    certificates.accept(
        new UnloadCertificate.Leaked(
            retiredLoader.ref(), retiredLoader.retiredAt(), retiredLoader.cleared(), leakTrace));
  }

  // With G1 and -XX:+ExplicitGCInvokesConcurrent the node keeps running meanwhile.
  private void requestCycle() {
    if (isCycleDue()) {
      System.gc();
    }
  }

  private synchronized boolean isCycleDue() {
    long now = System.nanoTime();
    if (unproved.isEmpty() || now - lastCycle < config.cycle().toNanos()) {
      return false;
    }
    lastCycle = now;
    return true;
  }

  @Override
  public void close() {
    prover.close();
  }

  @Override
  public List<Loop> loops() {
    return List.of(prover);
  }
}

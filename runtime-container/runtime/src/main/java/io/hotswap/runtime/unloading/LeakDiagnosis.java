package io.hotswap.runtime.unloading;

import io.hotswap.runtime.heap.HeapAccess;
import io.hotswap.runtime.leakdetection.HeapSearch;
import io.hotswap.runtime.leakdetection.LeakCause;
import io.hotswap.runtime.leakdetection.LeakSuspect;
import io.hotswap.runtime.leakdetection.LeakTrace;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.supervision.NodeThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds what holds leaked versions, in one search for all. Runs on a thread of its own, which ends
/// with the search: class loaders that it meets may be a plugin's own.
final class LeakDiagnosis {
  private static final Logger LOG = LoggerFactory.getLogger(LeakDiagnosis.class);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final LeakTrace NOT_ALLOWED =
      LeakTrace.of(new LeakCause.Unfound("this process was started without the node's agent"));
  private static final LeakTrace BROKEN =
      LeakTrace.of(new LeakCause.Unfound("the search failed, see the node's log"));

  private final UnloadingConfig config;

  LeakDiagnosis(UnloadingConfig config) {
    this.config = config;
  }

  /// Waits for the search to end, up to its time limit and a grace period.
  ///
  /// @param released called for versions that only caches of the platform held until now
  void diagnose(
      List<RetiredLoader> leaked,
      BiConsumer<RetiredLoader, LeakTrace> names,
      Consumer<RetiredLoader> released)
      throws InterruptedException {
    var thread = NodeThread.start("search-leak", () -> search(leaked, names, released));
    try {
      if (!thread.join(config.mostTime().plus(GRACE))) {
        LOG.error("The search for what holds {} leaked versions hangs", leaked.size());
      }
    } finally {
      thread.interrupt();
    }
  }

  private void search(
      List<RetiredLoader> leaked,
      BiConsumer<RetiredLoader, LeakTrace> names,
      Consumer<RetiredLoader> released) {
    Map<ClassLoader, RetiredLoader> sought = new HashMap<>();
    List<LeakSuspect> suspects = new ArrayList<>();
    for (var retiredLoader : leaked) {
      var loader = retiredLoader.loader();
      // A collected one is in the queue by now.
      if (loader != null) {
        sought.put(loader, retiredLoader);
        suspects.add(
            new LeakSuspect(loader, retiredLoader.callsInside(), retiredLoader.isReleasable()));
      }
    }
    try {
      traces(suspects, loader -> released.accept(sought.get(loader)))
          .forEach((loader, leakTrace) -> names.accept(sought.get(loader), leakTrace));
    } catch (InterruptedException e) {
      LOG.debug("The node stops");
    }
  }

  private Map<ClassLoader, LeakTrace> traces(
      List<LeakSuspect> suspects, Consumer<ClassLoader> released) throws InterruptedException {
    var heapAccess = HeapAccess.ofThisProcess();
    if (heapAccess.isEmpty()) {
      return all(suspects, NOT_ALLOWED);
    }
    try {
      var heapSearch = new HeapSearch(heapAccess.get(), config, suspects);
      var traces = heapSearch.run();
      heapSearch.released().forEach(released);
      return traces;
    } catch (RuntimeException | LinkageError e) {
      // A leak is reported all the same.
      LOG.error("The search for what holds {} leaked versions failed", suspects.size(), e);
      return all(suspects, BROKEN);
    }
  }

  private static Map<ClassLoader, LeakTrace> all(List<LeakSuspect> suspects, LeakTrace leakTrace) {
    Map<ClassLoader, LeakTrace> traces = new HashMap<>();
    suspects.forEach(it -> traces.put(it.loader(), leakTrace));
    return traces;
  }
}

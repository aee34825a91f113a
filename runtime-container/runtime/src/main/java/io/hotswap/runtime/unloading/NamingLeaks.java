package io.hotswap.runtime.unloading;

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

/// Names what holds leaked versions: one search for all of them. On a thread of its own that ends
/// with it, for a class loader that it comes across may be one that a plugin wrote.
final class NamingLeaks {
  private static final Logger LOG = LoggerFactory.getLogger(NamingLeaks.class);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Trace NOT_ALLOWED =
      Trace.of(new Culprit.Unfound("this process was started without the node's agent"));
  private static final Trace BROKEN =
      Trace.of(new Culprit.Unfound("the search failed, see the node's log"));

  private final UnloadingConfig config;

  NamingLeaks(UnloadingConfig config) {
    this.config = config;
  }

  /// Waits for the search to end, if it does.
  ///
  /// @param released hears of those that only caches of the platform held, until now
  void name(List<Watched> leaked, BiConsumer<Watched, Trace> names, Consumer<Watched> released)
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
      List<Watched> leaked, BiConsumer<Watched, Trace> names, Consumer<Watched> released) {
    Map<ClassLoader, Watched> sought = new HashMap<>();
    List<Suspect> suspects = new ArrayList<>();
    for (var watched : leaked) {
      var loader = watched.loader();
      // One that is gone by now is in the queue.
      if (loader != null) {
        sought.put(loader, watched);
        suspects.add(new Suspect(loader, watched.callsInside(), watched.isReleasable()));
      }
    }
    try {
      traces(suspects, loader -> released.accept(sought.get(loader)))
          .forEach((loader, trace) -> names.accept(sought.get(loader), trace));
    } catch (InterruptedException e) {
      LOG.debug("The node stops");
    }
  }

  private Map<ClassLoader, Trace> traces(List<Suspect> suspects, Consumer<ClassLoader> released)
      throws InterruptedException {
    var insight = Insight.intoThisProcess();
    if (insight.isEmpty()) {
      return all(suspects, NOT_ALLOWED);
    }
    try {
      var search = new Search(insight.get(), config, suspects);
      var traces = search.run();
      search.released().forEach(released);
      return traces;
    } catch (RuntimeException | LinkageError e) {
      // A leak is told all the same.
      LOG.error("Looking for what holds {} leaked versions failed", suspects.size(), e);
      return all(suspects, BROKEN);
    }
  }

  private static Map<ClassLoader, Trace> all(List<Suspect> suspects, Trace trace) {
    Map<ClassLoader, Trace> traces = new HashMap<>();
    suspects.forEach(it -> traces.put(it.loader(), trace));
    return traces;
  }
}

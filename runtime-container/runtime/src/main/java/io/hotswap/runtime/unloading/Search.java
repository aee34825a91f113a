package io.hotswap.runtime.unloading;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for what holds some class loaders: breadth first from all threads and all static fields,
/// while the process goes on. What changes meanwhile may be missed; nothing is disturbed. Softly
/// held objects come after all others, so that what is told as soft is held by nothing else; what
/// only the platform's own caches hold softly is taken out of them. Hidden classes come last: most
/// live no longer than what leads to them, and those that are no roots cannot be told apart.
///
/// No heap dump: that would stop the node for seconds, and write tenants' data to disk.
final class Search {
  private static final int BREATH = 4096;

  private final Insight insight;
  private final UnloadingConfig config;
  private final Map<ClassLoader, Suspect> wanted = new HashMap<>();
  private final Map<ClassLoader, Trace> found = new HashMap<>();
  private final Belonging belonging;
  private final Shapes shapes = new Shapes();
  private final Reached reached;
  private final List<Integer> soft = new ArrayList<>();
  private final SoftCaches caches = new SoftCaches();
  private final long last;
  private boolean softly;
  private boolean cut;

  Search(Insight insight, UnloadingConfig config, Collection<Suspect> suspects) {
    this.insight = insight;
    this.config = config;
    suspects.forEach(it -> wanted.put(it.loader(), it));
    this.belonging = new Belonging(wanted.keySet());
    this.reached = new Reached(config.mostObjects());
    this.last = System.nanoTime() + config.mostTime().toNanos();
  }

  /// What holds each, by its class loader; not of those that were [#released].
  Map<ClassLoader, Trace> run() throws InterruptedException {
    var threads = others();
    found.putAll(new ThreadSearch(belonging, threads).run(List.copyOf(wanted.values())));
    found.keySet().forEach(wanted::remove);
    if (!wanted.isEmpty()) {
      // Through these two everything is reached.
      reached.add(this, Reached.ROOT);
      reached.add(Thread.currentThread(), Reached.ROOT);
      int first = reached.size();
      threads.forEach(it -> reached.add(it, Reached.ROOT));
      addClasses();
      int end = follow(first);
      softly = true;
      followSoft();
      end = follow(end);
      addHidden();
      follow(end);
    }
    wanted.values().stream()
        .filter(it -> !caches.released().contains(it.loader()))
        .forEach(it -> found.put(it.loader(), Trace.of(unfound(it.loader()))));
    return found;
  }

  /// Those that soft caches of the platform held, and nothing else that was found: to be watched
  /// again.
  Set<ClassLoader> released() {
    Set<ClassLoader> released = new HashSet<>(caches.released());
    released.removeAll(found.keySet());
    return released;
  }

  private List<Thread> others() {
    return insight.threads().stream().filter(it -> !it.equals(Thread.currentThread())).toList();
  }

  private void addClasses() {
    var classes = insight.classes();
    Naming.ROOTS_FIRST.forEach(
        name -> {
          for (var type : classes) {
            if (type.getName().equals(name)) {
              addRoot(type);
            }
          }
        });
    for (var type : classes) {
      if (!type.isHidden()) {
        addRoot(type);
      }
    }
  }

  private void addHidden() {
    for (var type : insight.classes()) {
      if (type.isHidden()) {
        addRoot(type);
      }
    }
  }

  private void addRoot(Class<?> type) {
    if (belonging.ofClass(type).isEmpty()) {
      reached.add(type, Reached.ROOT);
    }
  }

  /// @return where it ended
  private int follow(int from) throws InterruptedException {
    int next = from;
    while (next < reached.size() && !wanted.isEmpty() && !cut) {
      expand(next++);
      if (next % BREATH == 0) {
        breathe();
      }
    }
    return next;
  }

  private void breathe() throws InterruptedException {
    cut = System.nanoTime() - last > 0;
    // The node's calls come first.
    Thread.sleep(1);
  }

  private void expand(int place) {
    var object = reached.get(place);
    switch (object) {
      case Object[] array -> {
        for (var each : array) {
          visit(each, place);
        }
      }
      case Class<?> type -> {
        expandFields(type, place);
        expandStatics(type, place);
      }
      case SoftReference<?> reference -> {
        expandFields(reference, place);
        soft.add(place);
        if (softly) {
          followSoft(reference, place);
        }
      }
      default -> expandFields(object, place);
    }
  }

  private void expandFields(Object object, int place) {
    for (long offset : shapes.of(object.getClass())) {
      visit(Peek.at(object, offset), place);
    }
  }

  private void expandStatics(Class<?> type, int place) {
    if (Peek.isInitialized(type)) {
      Shapes.statics(type).forEach(it -> visit(Peek.field(type, it), place));
    }
  }

  private void followSoft() {
    for (int place : List.copyOf(soft)) {
      followSoft((SoftReference<?>) reached.get(place), place);
    }
  }

  private void followSoft(SoftReference<?> reference, int place) {
    if (!caches.isKnown(reference, () -> reached.way(place))) {
      visit(reference.get(), place);
    }
  }

  private void visit(@Nullable Object object, int from) {
    if (object == null) {
      return;
    }
    var owner = belonging.of(object);
    if (owner.isPresent()) {
      find(owner.get(), object, from);
    } else if (!shapes.isLeaf(object.getClass())) {
      reached.add(object, from);
    }
  }

  private void find(ClassLoader loader, Object object, int from) {
    var suspect = wanted.get(loader);
    if (suspect == null) {
      return;
    }
    List<Object> way = new ArrayList<>(reached.way(from));
    way.add(object);
    if (suspect.releasable() && caches.release(loader, way)) {
      return;
    }
    wanted.remove(loader);
    var trace = new Naming(way).trace();
    found.put(
        loader,
        SoftCaches.isSoft(way)
            ? new Trace(new Culprit.Softly(trace.culprit()), trace.path())
            : trace);
  }

  private Culprit unfound(ClassLoader loader) {
    if (cut) {
      return new Culprit.Unfound("the search ended after " + config.mostTime().toSeconds() + " s");
    }
    return reached.isFull()
        ? new Culprit.Unfound("the search ended after " + config.mostObjects() + " objects")
        : new Culprit.OfNativeCode(NativeLibraries.of(loader));
  }
}

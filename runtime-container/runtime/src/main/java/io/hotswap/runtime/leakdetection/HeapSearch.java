package io.hotswap.runtime.leakdetection;

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
public final class HeapSearch {
  private static final int BREATH = 4096;

  private final HeapAccess heap;
  private final UnloadingConfig config;
  private final Map<ClassLoader, LeakSuspect> wanted = new HashMap<>();
  private final Map<ClassLoader, LeakTrace> found = new HashMap<>();
  private final LoaderReferences loaderReferences;
  private final ReferenceLayouts referenceLayouts = new ReferenceLayouts();
  private final VisitedObjects visitedObjects;
  private final List<Integer> soft = new ArrayList<>();
  private final SoftReferences caches = new SoftReferences();
  private final long last;
  private boolean softly;
  private boolean cut;

  public HeapSearch(HeapAccess heap, UnloadingConfig config, Collection<LeakSuspect> suspects) {
    this.heap = heap;
    this.config = config;
    suspects.forEach(it -> wanted.put(it.loader(), it));
    this.loaderReferences = new LoaderReferences(wanted.keySet());
    this.visitedObjects = new VisitedObjects(config.mostObjects());
    this.last = System.nanoTime() + config.mostTime().toNanos();
  }

  /// What holds each, by its class loader; not of those that were [#released].
  public Map<ClassLoader, LeakTrace> run() throws InterruptedException {
    var threads = others();
    found.putAll(new ThreadSearch(loaderReferences, threads).run(List.copyOf(wanted.values())));
    found.keySet().forEach(wanted::remove);
    if (!wanted.isEmpty()) {
      // Through these two everything is reached.
      visitedObjects.add(this, VisitedObjects.ROOT);
      visitedObjects.add(Thread.currentThread(), VisitedObjects.ROOT);
      int first = visitedObjects.size();
      threads.forEach(it -> visitedObjects.add(it, VisitedObjects.ROOT));
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
        .forEach(it -> found.put(it.loader(), LeakTrace.of(unfound(it.loader()))));
    return found;
  }

  /// Those that soft caches of the platform held, and nothing else that was found: to be watched
  /// again.
  public Set<ClassLoader> released() {
    Set<ClassLoader> released = new HashSet<>(caches.released());
    released.removeAll(found.keySet());
    return released;
  }

  private List<Thread> others() {
    return heap.threads().stream().filter(it -> !it.equals(Thread.currentThread())).toList();
  }

  private void addClasses() {
    var classes = heap.classes();
    LeakClassifier.ROOTS_FIRST.forEach(
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
    for (var type : heap.classes()) {
      if (type.isHidden()) {
        addRoot(type);
      }
    }
  }

  private void addRoot(Class<?> type) {
    if (loaderReferences.ofClass(type).isEmpty()) {
      visitedObjects.add(type, VisitedObjects.ROOT);
    }
  }

  /// @return where it ended
  private int follow(int from) throws InterruptedException {
    int next = from;
    while (next < visitedObjects.size() && !wanted.isEmpty() && !cut) {
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
    var object = visitedObjects.get(place);
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
    for (long offset : referenceLayouts.of(object.getClass())) {
      visit(UnsafeFieldReader.at(object, offset), place);
    }
  }

  private void expandStatics(Class<?> type, int place) {
    if (UnsafeFieldReader.isInitialized(type)) {
      ReferenceLayouts.statics(type).forEach(it -> visit(UnsafeFieldReader.field(type, it), place));
    }
  }

  private void followSoft() {
    for (int place : List.copyOf(soft)) {
      followSoft((SoftReference<?>) visitedObjects.get(place), place);
    }
  }

  private void followSoft(SoftReference<?> reference, int place) {
    if (!caches.isKnown(reference, () -> visitedObjects.way(place))) {
      visit(reference.get(), place);
    }
  }

  private void visit(@Nullable Object object, int from) {
    if (object == null) {
      return;
    }
    var owner = loaderReferences.of(object);
    if (owner.isPresent()) {
      find(owner.get(), object, from);
    } else if (!referenceLayouts.isLeaf(object.getClass())) {
      visitedObjects.add(object, from);
    }
  }

  private void find(ClassLoader loader, Object object, int from) {
    var leakSuspect = wanted.get(loader);
    if (leakSuspect == null) {
      return;
    }
    List<Object> way = new ArrayList<>(visitedObjects.way(from));
    way.add(object);
    if (leakSuspect.releasable() && caches.release(loader, way)) {
      return;
    }
    wanted.remove(loader);
    var leakTrace = new LeakClassifier(way).trace();
    found.put(
        loader,
        SoftReferences.isSoft(way)
            ? new LeakTrace(new LeakCause.Softly(leakTrace.culprit()), leakTrace.path())
            : leakTrace);
  }

  private LeakCause unfound(ClassLoader loader) {
    if (cut) {
      return new LeakCause.Unfound(
          "the search ended after " + config.mostTime().toSeconds() + " s");
    }
    return visitedObjects.isFull()
        ? new LeakCause.Unfound("the search ended after " + config.mostObjects() + " objects")
        : new LeakCause.OfNativeCode(NativeLibraries.of(loader));
  }
}

package io.hotswap.runtime.leakdetection;

import io.hotswap.runtime.heap.HeapAccess;
import io.hotswap.runtime.heap.LoaderReferences;
import io.hotswap.runtime.heap.NativeLibraries;
import io.hotswap.runtime.heap.ReferenceLayouts;
import io.hotswap.runtime.heap.UnsafeFieldReader;
import io.hotswap.runtime.heap.VisitedObjects;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Searches for what holds some class loaders: breadth first from all threads and all static
/// fields, while the process runs. What changes meanwhile may be missed; nothing is disturbed.
/// Softly reachable objects come after all others, so that a leak is reported as soft only when
/// nothing else holds it; platform caches that alone hold a loader softly are cleared. Hidden
/// classes come last: most live no longer than what leads to them, and those that are no roots
/// cannot be distinguished.
///
/// No heap dump: that would stop the node for seconds, and write tenants' data to disk.
public final class HeapSearch {
  private static final int OBJECTS_A_SLICE = 4096;

  private final HeapAccess heap;
  private final UnloadingConfig config;
  private final Map<ClassLoader, LeakSuspect> wanted = new HashMap<>();
  private final Map<ClassLoader, LeakTrace> found = new HashMap<>();
  private final LoaderReferences loaderReferences;
  private final ReferenceLayouts referenceLayouts = new ReferenceLayouts();
  private final VisitedObjects visitedObjects;
  private final List<Integer> soft = new ArrayList<>();
  private final SoftReferences caches = new SoftReferences();
  private final long deadline;
  private boolean followsSoft;
  private boolean timedOut;

  public HeapSearch(HeapAccess heap, UnloadingConfig config, Collection<LeakSuspect> suspects) {
    this.heap = heap;
    this.config = config;
    suspects.forEach(it -> wanted.put(it.loader(), it));
    this.loaderReferences = new LoaderReferences(wanted.keySet());
    this.visitedObjects = new VisitedObjects(config.mostObjects());
    this.deadline = System.nanoTime() + config.mostTime().toNanos();
  }

  /// The cause of each leak by class loader; without those that were [#released].
  public Map<ClassLoader, LeakTrace> run() throws InterruptedException {
    var threads = otherThreads();
    found.putAll(new ThreadSearch(loaderReferences, threads).run(List.copyOf(wanted.values())));
    found.keySet().forEach(wanted::remove);
    if (!wanted.isEmpty()) {
      // These two lead to everything: they are marked as visited first.
      visitedObjects.add(this, VisitedObjects.ROOT);
      visitedObjects.add(Thread.currentThread(), VisitedObjects.ROOT);
      int first = visitedObjects.size();
      threads.forEach(it -> visitedObjects.add(it, VisitedObjects.ROOT));
      addClasses();
      int end = follow(first);
      followsSoft = true;
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

  /// Loaders that only soft caches of the platform held, as far as was found; to be watched again.
  public Set<ClassLoader> released() {
    Set<ClassLoader> released = new HashSet<>(caches.released());
    released.removeAll(found.keySet());
    return released;
  }

  private List<Thread> otherThreads() {
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

  /// @return the index after the last object followed
  private int follow(int from) throws InterruptedException {
    int next = from;
    while (next < visitedObjects.size() && !wanted.isEmpty() && !timedOut) {
      expand(next++);
      if (next % OBJECTS_A_SLICE == 0) {
        yieldBriefly();
      }
    }
    return next;
  }

  private void yieldBriefly() throws InterruptedException {
    timedOut = System.nanoTime() - deadline > 0;
    // Calls of the node come first.
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
        if (followsSoft) {
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
            ? new LeakTrace(new LeakCause.Softly(leakTrace.cause()), leakTrace.path())
            : leakTrace);
  }

  private LeakCause unfound(ClassLoader loader) {
    if (timedOut) {
      return new LeakCause.Unfound(
          "the search ended after " + config.mostTime().toSeconds() + " s");
    }
    return visitedObjects.isFull()
        ? new LeakCause.Unfound("the search ended after " + config.mostObjects() + " objects")
        : new LeakCause.OfNativeCode(NativeLibraries.of(loader));
  }
}

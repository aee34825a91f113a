package io.hotswap.runtime.unloading;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A look into this process: its classes, its threads, the fields of its objects.
final class Insight {
  private static volatile @Nullable Insight opened;

  private final Instrumentation instrumentation;

  private Insight(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /// Empty when the process was started without the node's agent.
  static Optional<Insight> intoThisProcess() {
    var before = opened;
    if (before != null) {
      return Optional.of(before);
    }
    var now = NodeAgent.instrumentation().map(Insight::open);
    now.ifPresent(it -> opened = it);
    return now;
  }

  // Opened to the node's own unnamed module; each plugin has another.
  private static Insight open(Instrumentation instrumentation) {
    var mine = Set.of(Insight.class.getModule());
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("jdk.internal.misc", mine, "jdk.internal.vm", mine),
        Set.of(),
        Map.of());
    return new Insight(instrumentation);
  }

  Class<?>[] classes() {
    return instrumentation.getAllLoadedClasses();
  }

  /// Platform threads and virtual ones.
  List<Thread> threads() {
    List<Thread> threads = new ArrayList<>(Threads.platform());
    threads.addAll(Threads.virtual());
    return threads;
  }
}

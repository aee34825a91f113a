package io.hotswap.runtime.unloading;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A look into this process: its classes, its threads, the fields of its objects.
public final class Insight {
  private static final Set<String> OPENED =
      Set.of("jdk.internal.misc", "jdk.internal.vm", "java.lang", "sun.security.jca");

  private static volatile @Nullable Insight opened;

  private final Instrumentation instrumentation;

  private Insight(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /// Empty when the process was started without the node's agent.
  public static Optional<Insight> intoThisProcess() {
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
        OPENED.stream().collect(Collectors.toMap(it -> it, it -> mine)),
        Set.of(),
        Map.of());
    return new Insight(instrumentation);
  }

  Class<?>[] classes() {
    return instrumentation.getAllLoadedClasses();
  }

  /// Whether code of this class loader has come across a class of another.
  boolean uses(ClassLoader loader, Class<?> type) {
    return List.of(instrumentation.getInitiatedClasses(loader)).contains(type);
  }

  /// To fields and methods that the platform keeps for itself, in the packages that are opened.
  public MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  /// Also one that is final, or of an object that lets nobody write it.
  public void write(@Nullable Object holder, Field field, @Nullable Object value) {
    Peek.write(holder, field, value);
  }

  /// @param holder null for a static field
  public @Nullable Object read(@Nullable Object holder, Field field) {
    return Peek.field(holder == null ? field.getDeclaringClass() : holder, field);
  }

  /// Which of some class loaders has defined something that the object is, or leads to in few
  /// steps.
  public Optional<ClassLoader> ownerNear(Object object, Collection<ClassLoader> loaders) {
    return new Surroundings(loaders).owner(object);
  }

  /// Platform threads and virtual ones.
  List<Thread> threads() {
    List<Thread> threads = new ArrayList<>(Threads.platform());
    threads.addAll(Threads.virtual());
    return threads;
  }
}

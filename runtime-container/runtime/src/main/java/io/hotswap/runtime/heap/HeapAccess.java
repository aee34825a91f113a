package io.hotswap.runtime.heap;

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

/// Access to this process's classes, threads and the fields of its objects.
public final class HeapAccess {
  private static final Set<String> OPENED =
      Set.of("jdk.internal.misc", "jdk.internal.vm", "java.lang", "sun.security.jca");

  private static volatile @Nullable HeapAccess opened;

  private final Instrumentation instrumentation;

  private HeapAccess(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /// Empty when the process was started without the node's agent.
  public static Optional<HeapAccess> ofThisProcess() {
    var before = opened;
    if (before != null) {
      return Optional.of(before);
    }
    var now = NodeAgent.instrumentation().map(HeapAccess::open);
    now.ifPresent(it -> opened = it);
    return now;
  }

  // Opened to the node's own unnamed module; each plugin has another.
  private static HeapAccess open(Instrumentation instrumentation) {
    var mine = Set.of(HeapAccess.class.getModule());
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        OPENED.stream().collect(Collectors.toMap(it -> it, it -> mine)),
        Set.of(),
        Map.of());
    return new HeapAccess(instrumentation);
  }

  public Class<?>[] classes() {
    return instrumentation.getAllLoadedClasses();
  }

  /// Whether code of this class loader has linked to a class of another.
  public boolean uses(ClassLoader loader, Class<?> type) {
    return List.of(instrumentation.getInitiatedClasses(loader)).contains(type);
  }

  /// Gives access to private members of the platform, in the packages that are opened.
  public MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  /// Also writes final fields and fields without a setter.
  public void write(@Nullable Object holder, Field field, @Nullable Object value) {
    UnsafeFieldReader.write(holder, field, value);
  }

  /// @param holder null for a static field
  public @Nullable Object read(@Nullable Object holder, Field field) {
    return UnsafeFieldReader.field(holder == null ? field.getDeclaringClass() : holder, field);
  }

  /// Which of some class loaders has defined the object's class, or an object within a few
  /// references of it.
  public Optional<ClassLoader> ownerNear(Object object, Collection<ClassLoader> loaders) {
    return new NearbyReferences(loaders).owner(object);
  }

  /// Platform and virtual threads.
  public List<Thread> threads() {
    List<Thread> threads = new ArrayList<>(LiveThreads.platform());
    threads.addAll(LiveThreads.virtual());
    return threads;
  }
}

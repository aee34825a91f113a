package io.hotswap.runtime.leakdetection;

import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Soft references on the paths of a search. Those that only the platform holds, mostly in its
/// caches of method handles, are cleared where they keep an unloaded version: no author can do
/// that, and the collector may at any time.
final class SoftReferences {
  private final Set<ClassLoader> released = identities();

  private final Set<SoftReference<?>> cleared = identities();

  /// Objects found to lead to an unloaded version from a reference that was cleared.
  private final Set<Object> leading = identities();

  private static <T> Set<T> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  Set<ClassLoader> released() {
    return released;
  }

  static boolean isSoft(List<Object> way) {
    return last(way).isPresent();
  }

  /// Releases a version when the path to it leads through a cache of the platform.
  ///
  /// @param way from a root to an object of the version
  boolean release(ClassLoader loader, List<Object> way) {
    if (way.stream().anyMatch(cleared::contains)) {
      // Over another edge of the referent.
      released.add(loader);
      return true;
    }
    var place = last(way).filter(it -> isPlatformOwned(way.subList(0, it + 1)));
    if (place.isEmpty()) {
      return false;
    }
    clear((SoftReference<?>) way.get(place.get()));
    leading.addAll(way.subList(place.get() + 1, way.size()));
    released.add(loader);
    return true;
  }

  /// Clears another reference to an object that was found to lead to a version.
  ///
  /// @param way to the reference
  boolean isKnown(SoftReference<?> reference, Supplier<List<Object>> way) {
    var referent = reference.get();
    if (referent == null || !leading.contains(referent) || !isPlatformOwned(way.get())) {
      return false;
    }
    clear(reference);
    return true;
  }

  private void clear(SoftReference<?> reference) {
    reference.clear();
    cleared.add(reference);
  }

  /// The last index at which the path goes from a soft reference to its referent.
  private static Optional<Integer> last(List<Object> way) {
    return IntStream.range(0, way.size() - 1)
        .filter(
            it ->
                way.get(it) instanceof SoftReference<?> reference && refers(reference, way, it + 1))
        .boxed()
        .reduce((earlier, later) -> later);
  }

  // Identity is intended.
  @SuppressWarnings("ReferenceEquality")
  private static boolean refers(SoftReference<?> reference, List<Object> way, int place) {
    return reference.get() == way.get(place);
  }

  /// The holder of the reference, past the arrays and collections that it keeps it in.
  private static boolean isPlatformOwned(List<Object> way) {
    return way.reversed().stream()
        .map(SoftReferences::type)
        .filter(it -> !isContainer(it))
        .findFirst()
        .filter(SoftReferences::isPlatformOwned)
        .isPresent();
  }

  private static Class<?> type(Object object) {
    var type = object instanceof Class<?> it ? it : object.getClass();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return type;
  }

  private static boolean isContainer(Class<?> type) {
    return type == SoftReference.class
        || type == Object.class
        || type.getName().startsWith("java.util.")
        || type.getName().startsWith("java.lang.ThreadLocal")
        || Thread.class.isAssignableFrom(type);
  }

  private static boolean isPlatformOwned(Class<?> type) {
    var loader = type.getClassLoader();
    return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
  }
}

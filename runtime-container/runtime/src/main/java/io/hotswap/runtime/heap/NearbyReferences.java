package io.hotswap.runtime.heap;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The objects within a few references of an object.
final class NearbyReferences {
  private static final int MOST = 500;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Queue<Object> next = new ArrayDeque<>();
  private final ReferenceLayouts referenceLayouts = new ReferenceLayouts();
  private final LoaderReferences loaderReferences;

  NearbyReferences(Collection<ClassLoader> loaders) {
    loaderReferences = new LoaderReferences(loaders);
  }

  /// The nearest.
  Optional<ClassLoader> owner(Object object) {
    visit(object);
    while (!next.isEmpty() && seen.size() < MOST) {
      var each = next.remove();
      var owner = loaderReferences.of(each);
      if (owner.isPresent()) {
        return owner;
      }
      expand(each);
    }
    return Optional.empty();
  }

  private void expand(Object object) {
    if (object instanceof Object[] array) {
      for (var each : array) {
        visit(each);
      }
    } else {
      for (long offset : referenceLayouts.of(object.getClass())) {
        visit(UnsafeFieldReader.at(object, offset));
      }
    }
  }

  // The loader of a thread or class loader does not show who set the value.
  private void visit(@Nullable Object object) {
    if (object != null
        && !(object instanceof Thread)
        && !(object instanceof String)
        && seen.add(object)) {
      next.add(object);
    }
  }
}

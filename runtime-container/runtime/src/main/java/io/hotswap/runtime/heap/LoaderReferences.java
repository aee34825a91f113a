package io.hotswap.runtime.heap;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of some class loaders an object keeps alive by its class or type.
public final class LoaderReferences {
  private final Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Class<?>, Optional<ClassLoader>> known = new HashMap<>();

  public LoaderReferences(Collection<ClassLoader> loaders) {
    this.loaders.addAll(loaders);
  }

  public Optional<ClassLoader> of(Object object) {
    return switch (object) {
      case Class<?> type -> ofClass(type);
      case ClassLoader loader -> within(loader).or(() -> ofClass(loader.getClass()));
      default -> ofClass(object.getClass());
    };
  }

  public Optional<ClassLoader> ofClass(Class<?> type) {
    var before = known.get(type);
    if (before != null) {
      return before;
    }
    var found = within(type.getClassLoader());
    known.put(type, found);
    return found;
  }

  /// A class loader that a plugin created has the plugin's among its parents.
  private Optional<ClassLoader> within(@Nullable ClassLoader loader) {
    for (var each = loader; each != null; each = each.getParent()) {
      if (loaders.contains(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}

package io.hotswap.runtime.heap;

import java.util.List;
import java.util.Map;

/// The native libraries that a class loader has loaded.
public final class NativeLibraries {
  private NativeLibraries() {}

  public static List<String> of(ClassLoader loader) {
    var libraries = UnsafeFieldReader.hidden(loader, ClassLoader.class, "libraries");
    if (libraries == null) {
      return List.of();
    }
    return ReferenceLayouts.fields(libraries.getClass())
        .filter(it -> it.getName().equals("libraries"))
        .map(it -> UnsafeFieldReader.field(libraries, it))
        .filter(Map.class::isInstance)
        .flatMap(it -> ((Map<?, ?>) it).keySet().stream())
        .map(String::valueOf)
        .sorted()
        .toList();
  }
}

package io.hotswap.runtime.leakdetection;

import java.util.List;
import java.util.Map;

/// The native libraries that a class loader has loaded.
final class NativeLibraries {
  private NativeLibraries() {}

  static List<String> of(ClassLoader loader) {
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

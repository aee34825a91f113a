package io.hotswap.archive;

import java.util.Set;
import java.util.stream.Collectors;

/// What the node has, and never takes from a plugin's jars.
final class ProvidedTypes {
  private static final String JAVA = "java.";
  private static final String SPI = "io/hotswap/spi/";
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
  private static final Set<String> PACKAGES =
      ModuleLayer.boot().modules().stream()
          .filter(it -> it.getClassLoader() == null || PLATFORM.equals(it.getClassLoader()))
          .flatMap(it -> it.getPackages().stream())
          .collect(Collectors.toUnmodifiableSet());

  private ProvidedTypes() {}

  /// @param name internal form, `com/example/Thing`
  static boolean has(String name) {
    int end = name.lastIndexOf('/');
    return name.startsWith(SPI)
        || (end > 0
            && PACKAGES.contains(name.substring(0, end).replace('/', '.'))
            && PLATFORM.getResource(name + ".class") != null);
  }

  /// Whether classes of this package come from the node alone.
  static boolean hasPackageOf(String className) {
    int end = className.lastIndexOf('.');
    return className.startsWith(JAVA)
        || (end > 0 && PACKAGES.contains(className.substring(0, end)));
  }
}

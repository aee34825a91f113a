package io.hotswap.archive.entrypoint;

import io.hotswap.archive.classpath.SharedLoader;

/// The types that come from the node and never from a plugin's jars, as its class loaders decide.
final class ProvidedTypes {
  private static final String JAVA = "java.";

  private ProvidedTypes() {}

  /// @param name internal form, `com/example/Thing`
  static boolean has(String name) {
    return SharedLoader.hasClass(name.replace('/', '.'));
  }

  /// Whether classes of this package come only from the node.
  static boolean hasPackageOf(String className) {
    int end = className.lastIndexOf('.');
    return className.startsWith(JAVA) || (end > 0 && SharedLoader.has(className.substring(0, end)));
  }
}

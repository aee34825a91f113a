package io.hotswap.archive.entrypoint;

import io.hotswap.archive.classpath.SharedLoader;

/// What the node has, and never takes from a plugin's jars: the rule is that of its class loaders.
final class ProvidedTypes {
  private static final String JAVA = "java.";

  private ProvidedTypes() {}

  /// @param name internal form, `com/example/Thing`
  static boolean has(String name) {
    return SharedLoader.hasClass(name.replace('/', '.'));
  }

  /// Whether classes of this package come from the node alone.
  static boolean hasPackageOf(String className) {
    int end = className.lastIndexOf('.');
    return className.startsWith(JAVA) || (end > 0 && SharedLoader.has(className.substring(0, end)));
  }
}

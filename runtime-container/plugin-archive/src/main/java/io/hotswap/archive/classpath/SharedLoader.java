package io.hotswap.archive.classpath;

import io.hotswap.spi.Plugin;
import java.util.Set;
import java.util.stream.Collectors;

/// The classes that all plugins share: the Java platform and the SPI. Nothing else of the node, so
/// that a plugin may bundle any version of any library.
public final class SharedLoader extends ClassLoader {
  private static final Set<String> ALLOWED = Set.of(Plugin.class.getPackageName());
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
  private static final Set<String> PLATFORM_PACKAGES =
      ModuleLayer.boot().modules().stream()
          .filter(it -> it.getClassLoader() == null || PLATFORM.equals(it.getClassLoader()))
          .flatMap(it -> it.getPackages().stream())
          .collect(Collectors.toUnmodifiableSet());

  public SharedLoader() {
    super("hotswap-shared", PLATFORM);
  }

  /// Whether classes of this package are looked up here first. Looking up all others too would cost
  /// an exception for each class of a plugin.
  public static boolean has(String packageName) {
    return ALLOWED.contains(packageName) || PLATFORM_PACKAGES.contains(packageName);
  }

  /// Whether this class comes from here, whatever a plugin bundles; does not load it.
  public static boolean hasClass(String className) {
    int end = className.lastIndexOf('.');
    if (end < 0 || !has(className.substring(0, end))) {
      return false;
    }
    return ALLOWED.contains(className.substring(0, end))
        || PLATFORM.getResource(className.replace('.', '/') + ".class") != null;
  }

  // Takes no lock: it defines nothing, and the locks for all requested names would stay for ever.
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    int end = name.lastIndexOf('.');
    return end > 0 && ALLOWED.contains(name.substring(0, end))
        ? Plugin.class.getClassLoader().loadClass(name)
        : PLATFORM.loadClass(name);
  }
}

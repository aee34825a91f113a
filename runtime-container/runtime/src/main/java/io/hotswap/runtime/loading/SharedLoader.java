package io.hotswap.runtime.loading;

import io.hotswap.spi.Plugin;
import java.util.Set;

/// What all plugins see alike: the Java platform and the SPI. Nothing else of the node, so that a
/// plugin may bundle any version of any library.
public final class SharedLoader extends ClassLoader {
  private static final Set<String> ALLOWED = Set.of(Plugin.class.getPackageName());
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  public SharedLoader() {
    super("hotswap-shared", PLATFORM);
  }

  // Takes no lock: it defines nothing, and a lock per class name asked for would stay for ever.
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    int end = name.lastIndexOf('.');
    return end > 0 && ALLOWED.contains(name.substring(0, end))
        ? Plugin.class.getClassLoader().loadClass(name)
        : PLATFORM.loadClass(name);
  }
}

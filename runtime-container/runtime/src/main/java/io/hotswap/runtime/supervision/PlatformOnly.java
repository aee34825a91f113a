package io.hotswap.runtime.supervision;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/// A context class loader through which nothing is found but Java itself.
public final class PlatformOnly extends ClassLoader {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  /// Of threads that may run plugins' code.
  public static final ClassLoader ANY = new PlatformOnly("platform-only");

  /// Of threads that never do.
  public static final ClassLoader NODE = new PlatformOnly("platform-only-node");

  private PlatformOnly(String name) {
    super(name, PLATFORM);
  }

  // Takes no lock: it defines nothing, and a lock per class name asked for would stay for ever.
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return PLATFORM.loadClass(name);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return PLATFORM.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return PLATFORM.getResources(name);
  }
}

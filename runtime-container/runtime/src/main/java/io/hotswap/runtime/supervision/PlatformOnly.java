package io.hotswap.runtime.supervision;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/// A context class loader that finds only Java itself.
public final class PlatformOnly extends ClassLoader {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  /// For threads that may run plugin code.
  public static final ClassLoader ANY = new PlatformOnly("platform-only");

  /// For threads that never do.
  public static final ClassLoader NODE = new PlatformOnly("platform-only-node");

  private PlatformOnly(String name) {
    super(name, PLATFORM);
  }

  // Takes no lock: it defines nothing, and the locks for all requested names would stay for ever.
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

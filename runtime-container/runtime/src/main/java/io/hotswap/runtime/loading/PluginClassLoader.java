package io.hotswap.runtime.loading;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// One version's classes. Its name, which stack traces show, is no other's: a version may be loaded
/// twice.
final class PluginClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
    // A cached jar stays open after its loader is closed.
    java.net.URLConnection.setDefaultUseCaches("jar", false);
  }

  private static final AtomicLong LOADED = new AtomicLong();

  PluginClassLoader(String label, List<Path> jars, ClassLoader parent) {
    super(
        label + "#" + LOADED.incrementAndGet(),
        jars.stream().map(PluginClassLoader::url).toArray(URL[]::new),
        parent);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("Not a file: " + jar, e);
    }
  }
}

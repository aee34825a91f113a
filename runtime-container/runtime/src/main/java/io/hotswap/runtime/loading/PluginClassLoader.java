package io.hotswap.runtime.loading;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/// One version's classes.
final class PluginClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
    // A cached jar stays open after its loader is closed.
    java.net.URLConnection.setDefaultUseCaches("jar", false);
  }

  PluginClassLoader(String name, List<Path> jars, ClassLoader parent) {
    super(name, jars.stream().map(PluginClassLoader::url).toArray(URL[]::new), parent);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("Not a file: " + jar, e);
    }
  }
}

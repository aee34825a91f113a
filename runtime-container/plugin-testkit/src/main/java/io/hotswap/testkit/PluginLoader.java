package io.hotswap.testkit;

import io.hotswap.spi.Plugin;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/// Sees Java, the SPI and the plugin's own jars, and nothing of the class path around it.
final class PluginLoader extends URLClassLoader {
  static final String NAME = "plugin-under-test";

  PluginLoader(List<Path> classPath) {
    super(NAME, classPath.stream().map(PluginLoader::url).toArray(URL[]::new), new SpiOnly());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static final class SpiOnly extends ClassLoader {
    private static final String SPI = Plugin.class.getPackageName() + ".";

    SpiOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(SPI)) {
        return Plugin.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}

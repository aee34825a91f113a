package io.hotswap.testkit;

import io.hotswap.archive.classpath.IsolatedLoader;
import io.hotswap.archive.classpath.SharedLoader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The plugin's classes, by a node's class path rule: nothing of the class path around the testkit,
/// nor of the jars that a `Class-Path` in the plugin's jars names.
final class PluginLoader extends IsolatedLoader implements Closeable {
  static {
    registerAsParallelCapable();
    // As on a node: a cached jar stays open after its loader is closed.
    URLConnection.setDefaultUseCaches("jar", false);
  }

  static final String NAME = "plugin-under-test";

  private final List<ClassPathJar> jars = new ArrayList<>();

  PluginLoader(List<Path> classPath) throws IOException {
    super(NAME, new SharedLoader());
    try {
      for (var path : classPath) {
        jars.add(ClassPathJar.open(path, this));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// The names of entries in all jars.
  List<String> entries() {
    return jars.stream().flatMap(ClassPathJar::names).toList();
  }

  @Override
  protected @Nullable Class<?> own(String name) throws ClassNotFoundException {
    try {
      for (var jar : jars) {
        var bytes = jar.read(pathOf(name));
        if (bytes != null) {
          describePackageOf(name, jar.manifest(), jar.url());
          return defineClass(name, bytes, 0, bytes.length, jar.domain());
        }
      }
      return null;
    } catch (IOException | IllegalStateException e) {
      // The second is how a jar says that it was closed.
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    try {
      var all = findResources(name);
      return all.hasMoreElements() ? all.nextElement() : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    List<URL> found = new ArrayList<>();
    for (var jar : jars) {
      var url = jar.find(name);
      if (url != null) {
        found.add(url);
      }
    }
    return Collections.enumeration(found);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    var url = getResource(name);
    try {
      return url == null ? null : url.openStream();
    } catch (IOException _) {
      // What can't be opened is not there: so the method's contract.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    for (var jar : jars) {
      jar.close();
    }
  }
}

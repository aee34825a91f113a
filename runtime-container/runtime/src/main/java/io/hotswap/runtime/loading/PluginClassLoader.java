package io.hotswap.runtime.loading;

import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// One version's classes. Its name, which stack traces show, is no other's: a version may be loaded
/// twice. Takes its classes from the jars by itself, which it opens once: that is a good part
/// faster than by URL. Resources are found by URL all the same.
public final class PluginClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
    // A cached jar stays open after its loader is closed.
    java.net.URLConnection.setDefaultUseCaches("jar", false);
  }

  private static final AtomicLong LOADED = new AtomicLong();

  private final List<OpenJar> jars = new ArrayList<>();

  private record OpenJar(
      JarFile file, URL url, ProtectionDomain domain, @Nullable Manifest manifest)
      implements Closeable {
    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  public PluginClassLoader(String label, List<Path> jars, ClassLoader parent) throws IOException {
    var urls = jars.stream().map(PluginClassLoader::url).toArray(URL[]::new);
    super(label + "#" + LOADED.incrementAndGet(), urls, parent);
    try {
      for (int i = 0; i < urls.length; i++) {
        this.jars.add(open(jars.get(i), urls[i]));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private OpenJar open(Path jar, URL url) throws IOException {
    var file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
    var source = new CodeSource(url, (Certificate[]) null);
    return new OpenJar(
        file, url, new ProtectionDomain(source, null, this, null), file.getManifest());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("Not a file: " + jar, e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var path = name.replace('.', '/').concat(".class");
    try {
      for (var jar : jars) {
        var entry = jar.file().getJarEntry(path);
        if (entry != null) {
          return define(name, jar, entry);
        }
      }
    } catch (IOException | IllegalStateException e) {
      // The second is how a jar says that it was closed.
      throw new ClassNotFoundException(name, e);
    }
    throw new ClassNotFoundException(name);
  }

  private Class<?> define(String name, OpenJar jar, JarEntry entry) throws IOException {
    var bytes = new byte[Math.toIntExact(entry.getSize())];
    try (var in = jar.file().getInputStream(entry)) {
      in.readNBytes(bytes, 0, bytes.length);
    }
    int end = name.lastIndexOf('.');
    if (end > 0) {
      inPackage(name.substring(0, end), jar);
    }
    return defineClass(name, bytes, 0, bytes.length, jar.domain());
  }

  private void inPackage(String name, OpenJar jar) {
    if (getDefinedPackage(name) != null) {
      return;
    }
    try {
      definePackage(name, jar.manifest() == null ? new Manifest() : jar.manifest(), jar.url());
    } catch (IllegalArgumentException e) {
      // Another thread was faster.
      if (getDefinedPackage(name) == null) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    for (var jar : jars) {
      jar.close();
    }
  }
}

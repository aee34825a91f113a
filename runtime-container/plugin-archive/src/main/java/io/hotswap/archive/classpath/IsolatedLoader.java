package io.hotswap.archive.classpath;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The class path rule, for classes and resources: the platform and the SPI come first, all else
/// from the plugin's own jars. What is in no jar is not found, whatever a `Class-Path` names.
public abstract class IsolatedLoader extends ClassLoader implements Closeable {
  static {
    registerAsParallelCapable();
    // Otherwise a cached jar would stay open after its loader is closed.
    URLConnection.setDefaultUseCaches("jar", false);
  }

  private final SharedLoader shared;
  private final List<ClassPathJar> jars = new ArrayList<>();

  protected IsolatedLoader(String name, SharedLoader shared) {
    super(name, shared);
    this.shared = shared;
  }

  /// Adds a jar, which is closed with the loader. Must be called before any class is loaded.
  protected final void add(ClassPathJar jar) {
    jars.add(jar);
  }

  protected final List<ClassPathJar> jars() {
    return jars;
  }

  /// Called for every class that was defined from the plugin's jars.
  protected void defined(String name) {}

  /// Defines a class of the plugin's jars; null when they have none of that name.
  private @Nullable Class<?> own(String name) throws ClassNotFoundException {
    var path = pathOf(name);
    try {
      for (var jar : jars) {
        var bytes = jar.readClass(path);
        if (bytes != null) {
          return define(name, jar, bytes);
        }
      }
      return null;
    } catch (ZipException | IllegalStateException e) {
      // A closed jar throws the second.
      throw new ClassNotFoundException(name, e);
    }
  }

  private Class<?> define(String name, ClassPathJar jar, byte[] bytes) {
    describePackageOf(name, jar.head().manifest(), jar.head().url());
    var defined = defineClass(name, bytes, 0, bytes.length, jar.domain());
    defined(name);
    return defined;
  }

  @Override
  protected final @Nullable URL findResource(String name) {
    try {
      for (var jar : jars) {
        var found = jar.find(name);
        if (found != null) {
          return found;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected final Enumeration<URL> findResources(String name) throws IOException {
    List<URL> found = new ArrayList<>();
    for (var jar : jars) {
      var url = jar.find(name);
      if (url != null) {
        found.add(url);
      }
    }
    return Collections.enumeration(found);
  }

  // Not by URL, which would open the jar once more.
  @Override
  public final @Nullable InputStream getResourceAsStream(String name) {
    var common = shared.getResourceAsStream(name);
    if (common != null) {
      return common;
    }
    try {
      for (var jar : jars) {
        var found = jar.open(name);
        if (found != null) {
          return found;
        }
      }
    } catch (ZipException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException closed) {
      return null;
    }
    return null;
  }

  @Override
  public final void close() {
    jars.forEach(ClassPathJar::close);
  }

  @Override
  protected final Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (SharedLoader.has(packageOf(name))) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var known = findLoadedClass(name);
      var found = known == null ? own(name) : known;
      // Agents may add classes to the platform that no module has.
      return found == null ? shared.loadClass(name) : found;
    }
  }

  @Override
  protected final Class<?> findClass(String name) throws ClassNotFoundException {
    var found = own(name);
    if (found == null) {
      throw new ClassNotFoundException(name);
    }
    return found;
  }

  private static String packageOf(String className) {
    int end = className.lastIndexOf('.');
    return end > 0 ? className.substring(0, end) : "";
  }

  protected static String pathOf(String className) {
    return className.replace('.', '/').concat(".class");
  }

  /// Defines a class's package, if it is new, as its jar's manifest describes it.
  private void describePackageOf(String className, Manifest manifest, URL jar) {
    var name = packageOf(className);
    if (name.isEmpty() || getDefinedPackage(name) != null) {
      return;
    }
    try {
      describe(name, manifest, jar);
    } catch (IllegalArgumentException e) {
      // Another thread defined it first.
      if (getDefinedPackage(name) == null) {
        throw e;
      }
    }
  }

  private void describe(String name, Manifest manifest, URL jar) {
    var main = manifest.getMainAttributes();
    var own = manifest.getAttributes(name.replace('.', '/') + "/");
    definePackage(
        name,
        value(Name.SPECIFICATION_TITLE, own, main),
        value(Name.SPECIFICATION_VERSION, own, main),
        value(Name.SPECIFICATION_VENDOR, own, main),
        value(Name.IMPLEMENTATION_TITLE, own, main),
        value(Name.IMPLEMENTATION_VERSION, own, main),
        value(Name.IMPLEMENTATION_VENDOR, own, main),
        "true".equalsIgnoreCase(value(Name.SEALED, own, main)) ? jar : null);
  }

  private static @Nullable String value(Name name, @Nullable Attributes own, Attributes main) {
    var value = own == null ? null : own.getValue(name);
    return value == null ? main.getValue(name) : value;
  }
}

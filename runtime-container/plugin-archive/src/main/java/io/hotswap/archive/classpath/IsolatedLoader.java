package io.hotswap.archive.classpath;

import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/// The class path rule: what the platform and the SPI have comes from them, all else from the
/// plugin's own jars.
public abstract class IsolatedLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final SharedLoader shared;

  protected IsolatedLoader(String name, SharedLoader shared) {
    super(name, shared);
    this.shared = shared;
  }

  /// Defines a class of the plugin's jars; null where they have none of that name.
  protected abstract @Nullable Class<?> own(String name) throws ClassNotFoundException;

  @Override
  protected final Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (SharedLoader.has(packageOf(name))) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var known = findLoadedClass(name);
      var found = known == null ? own(name) : known;
      // Agents add to the platform what no module has.
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

  protected static String packageOf(String className) {
    int end = className.lastIndexOf('.');
    return end > 0 ? className.substring(0, end) : "";
  }

  protected static String pathOf(String className) {
    return className.replace('.', '/').concat(".class");
  }

  /// Defines a class's package, unless it is, as its jar's manifest describes it.
  protected final void describePackageOf(String className, Manifest manifest, URL jar) {
    var name = packageOf(className);
    if (name.isEmpty() || getDefinedPackage(name) != null) {
      return;
    }
    try {
      describe(name, manifest, jar);
    } catch (IllegalArgumentException e) {
      // Another thread was faster.
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

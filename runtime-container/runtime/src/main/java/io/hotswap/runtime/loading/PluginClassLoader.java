package io.hotswap.runtime.loading;

import io.hotswap.archive.Limits;
import io.hotswap.archive.classpath.IsolatedLoader;
import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.pluginlog.FormattedLog;
import io.hotswap.runtime.pluginlog.Printing;
import io.hotswap.runtime.scope.Scoped;
import io.hotswap.runtime.scope.VersionScope;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// One version's classes. Its name, which stack traces show, is no other's: a version may be loaded
/// twice. What the platform and the SPI have comes from them, all else from the plugin's jars.
public final class PluginClassLoader extends IsolatedLoader implements Closeable, Printing, Scoped {
  static {
    registerAsParallelCapable();
    // A cached jar stays open after its loader is closed.
    java.net.URLConnection.setDefaultUseCaches("jar", false);
  }

  private static final AtomicLong LOADED = new AtomicLong();

  private final SharedLoader shared;
  private final NeededClasses needed;
  private final List<LoadedJar> jars = new ArrayList<>();
  private final Map<String, Boolean> mentioned = new ConcurrentHashMap<>();
  private volatile @Nullable FormattedLog printsTo;
  private final VersionScope scope = new VersionScope();

  public PluginClassLoader(String label, List<MappedJar> jars, SharedLoader shared)
      throws IOException {
    this(label, jars, shared, new NeededClasses(0), new KnownJars(0));
  }

  /// @param jars in this order; they are closed with the loader, also when it can't be made
  /// @param needed hears of every class that is defined
  PluginClassLoader(
      String label,
      List<MappedJar> jars,
      SharedLoader shared,
      NeededClasses needed,
      KnownJars known)
      throws IOException {
    super(label + "#" + LOADED.incrementAndGet(), shared);
    this.shared = shared;
    this.needed = needed;
    try {
      // Of what an archive's own reader has not counted already: another process did that.
      var budget = Limits.standard().budget();
      for (var jar : jars) {
        this.jars.add(new LoadedJar(jar, known.head(jar, budget), budget, this));
      }
    } catch (IOException | RuntimeException e) {
      jars.forEach(MappedJar::close);
      throw e;
    }
  }

  void printsTo(FormattedLog log) {
    printsTo = log;
  }

  @Override
  public @Nullable FormattedLog printsTo() {
    return printsTo;
  }

  @Override
  public VersionScope scope() {
    return scope;
  }

  /// Whether a class is in the jars.
  boolean has(String name) {
    var path = pathOf(name);
    return jars.stream().anyMatch(it -> it.has(path));
  }

  /// Whether a class has both names among its constants. Reads all classes, once for each method;
  /// what was found then, is known when the jars are closed, too.
  boolean mentions(String type, String method) {
    return mentioned.computeIfAbsent(
        type + "#" + method,
        it -> hasClassWith(ClassConstant.type(type), ClassConstant.name(method)));
  }

  private boolean hasClassWith(ClassConstant... constants) {
    try {
      for (var jar : jars) {
        if (jar.hasClassWith(constants)) {
          return true;
        }
      }
      return false;
    } catch (ZipException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected @Nullable Class<?> own(String name) throws ClassNotFoundException {
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
      // The second is how a jar says that it was closed.
      throw new ClassNotFoundException(name, e);
    }
  }

  private Class<?> define(String name, LoadedJar jar, byte[] bytes) {
    describePackageOf(name, jar.manifest(), jar.url());
    var defined = defineClass(name, bytes, 0, bytes.length, jar.domain());
    needed.needed(name);
    return defined;
  }

  @Override
  protected @Nullable URL findResource(String name) {
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

  // Not by URL, which would open the jar once more.
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
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
  public void close() {
    jars.forEach(LoadedJar::close);
  }
}

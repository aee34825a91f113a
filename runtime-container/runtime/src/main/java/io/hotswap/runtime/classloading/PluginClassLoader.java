package io.hotswap.runtime.classloading;

import io.hotswap.archive.Limits;
import io.hotswap.archive.classpath.ClassPathJar;
import io.hotswap.archive.classpath.IsolatedLoader;
import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.pluginlog.FormattedLog;
import io.hotswap.runtime.pluginlog.OutputAttribution;
import io.hotswap.runtime.scope.Scoped;
import io.hotswap.runtime.scope.VersionScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The classes of one loaded version. Its name, which stack traces show, is unique: a version may
/// be loaded twice. The platform and the SPI come from the shared loader, all else from the
/// plugin's jars.
public final class PluginClassLoader extends IsolatedLoader implements OutputAttribution, Scoped {
  static {
    registerAsParallelCapable();
  }

  private static final AtomicLong LOADED = new AtomicLong();

  private final ClassUsage needed;
  private final Map<String, Boolean> mentioned = new ConcurrentHashMap<>();
  private volatile @Nullable FormattedLog printsTo;
  private final VersionScope scope = new VersionScope();

  public PluginClassLoader(String label, List<MappedJar> jars, SharedLoader shared)
      throws IOException {
    this(label, jars, shared, new ClassUsage(0), new JarMetadataCache(0));
  }

  /// @param jars class path in order; closed with the loader, also when its construction fails
  /// @param needed records every class that is defined
  public PluginClassLoader(
      String label,
      List<MappedJar> jars,
      SharedLoader shared,
      ClassUsage needed,
      JarMetadataCache known)
      throws IOException {
    super(label + "#" + LOADED.incrementAndGet(), shared);
    this.needed = needed;
    try {
      // Without what the archive's own reader has counted already; another process did that.
      var budget = Limits.standard().budget();
      for (var jar : jars) {
        var head = known.head(jar, budget);
        add(new ClassPathJar(jar.path(), jar.entries(budget), head, this, jar::close));
      }
    } catch (IOException | RuntimeException e) {
      jars.forEach(MappedJar::close);
      throw e;
    }
  }

  public void printsTo(FormattedLog log) {
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

  /// Whether the jars have a class.
  boolean has(String name) {
    var path = pathOf(name);
    return jars().stream().anyMatch(it -> it.has(path));
  }

  /// Whether a class has both names among its constants. Reads all classes once for each method;
  /// the answer stays known after the jars are closed.
  public boolean mentions(String type, String method) {
    return mentioned.computeIfAbsent(
        type + "#" + method,
        it -> hasClassWith(ClassConstant.type(type), ClassConstant.name(method)));
  }

  private boolean hasClassWith(ClassConstant... constants) {
    try {
      for (var jar : jars()) {
        if (jar.hasClass(bytes -> Stream.of(constants).allMatch(it -> it.isIn(bytes)))) {
          return true;
        }
      }
      return false;
    } catch (ZipException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void defined(String name) {
    needed.needed(name);
  }
}

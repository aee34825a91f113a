package io.hotswap.runtime.scope;

import io.hotswap.runtime.heap.HeapAccess;
import io.hotswap.runtime.supervision.PlatformOnly;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.security.Security;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes the JVM that the node runs in so that plugins find nothing of the node through any
/// thread's context, and each version has its own security providers. Needs the node's agent: the
/// platform has no API for it.
public final class ScopedJvm implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScopedJvm.class);

  private final List<Runnable> undoing = new ArrayList<>();

  private final Optional<HeapAccess> heapAccess = HeapAccess.ofThisProcess();

  private ScopedJvm() {}

  /// Must run before anything else: code that is compiled earlier keeps the platform's constants as
  /// they were.
  public static ScopedJvm begin() {
    PoolThreads.makeThoseOfTheCommonPool();
    var jvm = new ScopedJvm();
    jvm.systemProperties();
    jvm.byAgent(
        it -> {
          jvm.pools(it);
          jvm.providers(it);
          jvm.securityProperties(it);
        });
    return jvm;
  }

  /// Must run when the classes that the node needs are loaded, before it starts threads and loads
  /// plugins; on a thread that never runs plugin code.
  public void hideTheNode() {
    if (heapAccess.isEmpty()) {
      LOG.warn(
          "This process was started without the node's agent: plugins share security providers, and"
              + " some threads show them the node's classes");
    }
    byAgent(this::contexts);
  }

  private void byAgent(Change change) {
    try {
      if (heapAccess.isPresent()) {
        change.make(heapAccess.get());
      }
    } catch (ReflectiveOperationException e) {
      LOG.error("This JDK's internals differ: plugins are less isolated than they should be", e);
    }
  }

  private interface Change {
    void make(HeapAccess heap) throws ReflectiveOperationException;
  }

  private void systemProperties() {
    // It reads properties itself on its first use.
    var _ = PluginCode.onStack();
    var before = System.getProperties();
    undoing.add(() -> System.setProperties(before));
    System.setProperties(new ScopedProperties("system property", before));
  }

  private void securityProperties(HeapAccess heap) throws ReflectiveOperationException {
    var field = Security.class.getDeclaredField("props");
    if (heap.read(null, field) instanceof Properties before) {
      replace(heap, null, field, new ScopedProperties("security property", before));
    }
  }

  // By default the platform uses the system class loader as a thread's context.
  private void contexts(HeapAccess heap) throws ReflectiveOperationException {
    var node = ScopedJvm.class.getClassLoader();
    var system =
        heap.lookupIn(ClassLoader.class)
            .findStaticVarHandle(ClassLoader.class, "scl", ClassLoader.class);
    var before = (ClassLoader) system.getVolatile();
    undoing.add(() -> system.setVolatile(before));
    system.setVolatile(PlatformOnly.ANY);
    var context = Thread.class.getDeclaredField("contextClassLoader");
    Map<Thread, ClassLoader> changed = new HashMap<>();
    for (var thread : Thread.getAllStackTraces().keySet()) {
      var loader = thread.getContextClassLoader();
      if (loader != null && (loader.equals(node) || loader.equals(before))) {
        changed.put(thread, loader);
        heap.write(thread, context, PlatformOnly.ANY);
      }
    }
    undoing.add(() -> changed.forEach((thread, loader) -> heap.write(thread, context, loader)));
    // Threads started from here on are the node's own.
    Thread.currentThread().setContextClassLoader(PlatformOnly.NODE);
  }

  private void pools(HeapAccess heap) throws ReflectiveOperationException {
    var factory = ForkJoinPool.class.getDeclaredField("defaultForkJoinWorkerThreadFactory");
    var threads = new PoolThreads();
    replace(heap, null, factory, threads);
    replace(
        heap, ForkJoinPool.commonPool(), ForkJoinPool.class.getDeclaredField("factory"), threads);
  }

  private void providers(HeapAccess heap) throws ReflectiveOperationException {
    var providers = Class.forName("sun.security.jca.Providers");
    var list = Class.forName("sun.security.jca.ProviderList");
    var lookup = heap.lookupIn(providers);
    // Created once, with the providers of the first caller.
    Class.forName("sun.security.jca.JCAUtil$CachedSecureRandomHolder");
    var beginning =
        lookup.findStatic(providers, "beginThreadProviderList", MethodType.methodType(list, list));
    VarHandle ofTheJvm = lookup.findStaticVarHandle(providers, "providerList", list);
    // The platform consults the thread-local only after it was set once; that value goes with its
    // thread.
    var once =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    beginning.invoke((Object) ofTheJvm.getVolatile());
                  } catch (Throwable e) {
                    throw new IllegalStateException(e);
                  }
                });
    join(once);
    var threadLists = providers.getDeclaredField("threadLists");
    replace(heap, null, threadLists, new ScopedProviders(ofTheJvm));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void replace(HeapAccess heap, @Nullable Object holder, Field field, Object value) {
    var before = heap.read(holder, field);
    undoing.add(() -> heap.write(holder, field, before));
    heap.write(holder, field, value);
  }

  /// Restores the JVM; for tests.
  @Override
  public void close() {
    undoing.reversed().forEach(Runnable::run);
    undoing.clear();
  }
}

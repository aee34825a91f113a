package io.hotswap.runtime.scope;

import io.hotswap.runtime.supervision.PlatformOnly;
import java.lang.ref.WeakReference;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/// Creates the threads of fork-join pools. The platform's have the system class loader as their
/// context, through which a plugin's task would find the node's classes and not its own.
public final class PoolThreads implements ForkJoinWorkerThreadFactory {
  /// The platform reads it when it creates the first pool.
  private static final String OF_COMMON_POOL =
      "java.util.concurrent.ForkJoinPool.common.threadFactory";

  /// The platform instantiates it by name.
  public PoolThreads() {}

  /// Must run before anything uses a pool.
  public static void makeThoseOfTheCommonPool() {
    System.setProperty(OF_COMMON_POOL, PoolThreads.class.getName());
  }

  @Override
  public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
    return pool.equals(ForkJoinPool.commonPool()) ? new SharedWorker(pool) : new OwnWorker(pool);
  }

  /// A thread of the common pool: each of its tasks may belong to another plugin.
  private static final class SharedWorker extends ForkJoinWorkerThread {
    private static final ThreadGroup GROUP = top();

    private volatile @Nullable Chosen chosen;

    /// The context class loader that a task has set, valid while that plugin's code runs here. Held
    /// weakly: the thread outlives plugins.
    private record Chosen(WeakReference<ClassLoader> plugin, WeakReference<ClassLoader> loader) {}

    SharedWorker(ForkJoinPool pool) {
      super(GROUP, pool, false);
      super.setContextClassLoader(PlatformOnly.ANY);
    }

    private static ThreadGroup top() {
      var group = Thread.currentThread().getThreadGroup();
      while (group.getParent() != null) {
        group = group.getParent();
      }
      return group;
    }

    @Override
    public ClassLoader getContextClassLoader() {
      var plugin = PluginCode.onStack();
      if (plugin == null) {
        return PlatformOnly.ANY;
      }
      var set = chosen;
      var loader = set != null && set.plugin().refersTo(plugin) ? set.loader().get() : null;
      return loader == null ? plugin : loader;
    }

    @Override
    public void setContextClassLoader(@Nullable ClassLoader loader) {
      var plugin = PluginCode.onStack();
      chosen =
          plugin == null || loader == null || loader.equals(plugin)
              ? null
              : new Chosen(new WeakReference<>(plugin), new WeakReference<>(loader));
    }

    @Override
    public void setUncaughtExceptionHandler(@Nullable UncaughtExceptionHandler handler) {
      // As the platform's own threads do: the next task may be another plugin's.
    }
  }

  /// A thread of any other pool: it has the context of its creator, like any thread.
  private static final class OwnWorker extends ForkJoinWorkerThread {
    OwnWorker(ForkJoinPool pool) {
      super(null, pool, true);
      var plugin = PluginCode.current();
      super.setContextClassLoader(plugin == null ? PlatformOnly.ANY : plugin);
    }
  }
}

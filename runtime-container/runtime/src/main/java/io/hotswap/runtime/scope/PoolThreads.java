package io.hotswap.runtime.scope;

import io.hotswap.runtime.supervision.PlatformOnly;
import java.lang.ref.WeakReference;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/// Makes the threads of fork-join pools. The platform's have the system class loader as their
/// context, through which a task of a plugin would find the node's classes and not its own.
public final class PoolThreads implements ForkJoinWorkerThreadFactory {
  /// Read by the platform when the first pool is made.
  private static final String OF_COMMON_POOL =
      "java.util.concurrent.ForkJoinPool.common.threadFactory";

  /// For the platform, which knows it by name.
  public PoolThreads() {}

  /// To be called before anything uses a pool.
  public static void makeThoseOfTheCommonPool() {
    System.setProperty(OF_COMMON_POOL, PoolThreads.class.getName());
  }

  @Override
  public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
    return pool.equals(ForkJoinPool.commonPool()) ? new SharedWorker(pool) : new OwnWorker(pool);
  }

  /// Of the common pool: each of its tasks may be another plugin's.
  private static final class SharedWorker extends ForkJoinWorkerThread {
    private static final ThreadGroup GROUP = top();

    private volatile @Nullable Chosen chosen;

    /// What a task has set, for as long as its own code runs here. Held weakly: the thread outlives
    /// plugins.
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
      // As the platform has it for these threads: the next task is another's.
    }
  }

  /// Of a pool that somebody made: like any thread, with the context of who needs it.
  private static final class OwnWorker extends ForkJoinWorkerThread {
    OwnWorker(ForkJoinPool pool) {
      super(null, pool, true);
      var plugin = PluginCode.current();
      super.setContextClassLoader(plugin == null ? PlatformOnly.ANY : plugin);
    }
  }
}

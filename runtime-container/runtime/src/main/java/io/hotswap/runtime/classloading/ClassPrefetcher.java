package io.hotswap.runtime.classloading;

import io.hotswap.runtime.supervision.NodeThread;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Defines classes ahead of need, beside the thread that starts a version: those that the plugin
/// needed when it was loaded before. Starts with the last, so that the two threads meet in the
/// middle and wait for each other little. Runs no code of the plugin: a class is initialized where
/// it is used.
public final class ClassPrefetcher {
  private static final Logger LOG = LoggerFactory.getLogger(ClassPrefetcher.class);
  private static final int MOST_PLUGINS = 256;
  // Fewer are defined before another thread would have started.
  private static final int FEW = 64;
  private static final ThreadFactory THREADS = NodeThread.factory("prefetch-");

  private final int most;
  private final Executor executor;
  private final LruCache<String, ClassUsage> plugins = new LruCache<>(MOST_PLUGINS);

  /// @param most classes that are remembered of a plugin
  /// @param executor shared threads are fine: none runs code of a plugin
  ClassPrefetcher(int most, Executor executor) {
    this.most = most;
    this.executor = executor;
  }

  public static ClassPrefetcher of(int most) {
    int threads = Runtime.getRuntime().availableProcessors();
    var executor =
        new ThreadPoolExecutor(
            threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), THREADS);
    executor.allowCoreThreadTimeOut(true);
    return new ClassPrefetcher(most, executor);
  }

  public ClassUsage of(String pluginName) {
    return plugins.get(pluginName, name -> new ClassUsage(most));
  }

  /// Few are defined on the current thread, which otherwise only waits for the start.
  public void begin(PluginClassLoader loader, ClassUsage classes) {
    var names = classes.lastFirst();
    try {
      if (names.size() <= FEW) {
        define(names, loader, classes);
      } else {
        executor.execute(() -> define(names, loader, classes));
      }
    } catch (OutOfMemoryError noThread) {
      LOG.warn("No class of {} is defined ahead", loader.getName(), noThread);
    }
  }

  private static void define(List<String> names, PluginClassLoader loader, ClassUsage classes) {
    for (var name : names) {
      try {
        if (loader.has(name)) {
          loader.loadClass(name);
        } else {
          classes.forget(name);
        }
      } catch (LinkageError | RuntimeException e) {
        // The thread that needs the class meets the same fault and reports it.
        LOG.debug("{} of {} cannot be defined ahead", name, loader.getName(), e);
      } catch (VirtualMachineError e) {
        LOG.warn("{} of {} cannot be defined ahead, nor what follows", name, loader.getName(), e);
        return;
      } catch (ClassNotFoundException closed) {
        return;
      }
    }
  }
}

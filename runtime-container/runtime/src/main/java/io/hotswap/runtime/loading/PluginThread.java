package io.hotswap.runtime.loading;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs what a plugin does outside of calls, each time on a platform thread of its own: plugin code
/// leaves state on threads, and this one ends with it.
final class PluginThread {
  private PluginThread() {}

  /// @throws PluginFault when the work threw or took longer than the limit
  static <T> T run(String what, ClassLoader loader, Duration limit, Callable<T> work)
      throws PluginFault, InterruptedException {
    var task = new FutureTask<>(work);
    begin(what, loader, task);
    return await(task, limit);
  }

  static void begin(String what, ClassLoader loader, Runnable work) {
    var thread =
        Thread.ofPlatform()
            .name(what)
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(work);
    thread.setContextClassLoader(loader);
    thread.start();
  }

  /// @throws PluginFault when the work threw or takes longer than the limit from now on
  static <T> T await(FutureTask<T> task, Duration limit) throws PluginFault, InterruptedException {
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new PluginFault("did not end within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      var thrown = thrown(e);
      throw new PluginFault("threw " + thrown, thrown);
    } catch (InterruptedException e) {
      task.cancel(true);
      throw e;
    }
  }

  // What reflection wrapped around it tells an author nothing.
  private static Throwable thrown(ExecutionException e) {
    var cause =
        e.getCause() instanceof InvocationTargetException made ? made.getCause() : e.getCause();
    return cause == null ? e : cause;
  }

  static final class PluginFault extends Exception {
    private static final long serialVersionUID = 1;

    PluginFault(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

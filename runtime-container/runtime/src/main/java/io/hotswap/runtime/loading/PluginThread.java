package io.hotswap.runtime.loading;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs what a plugin does outside of calls, each time on a platform thread of its own: plugin code
/// leaves state on threads, and this one ends with it.
final class PluginThread {
  private static final AtomicReference<@Nullable Spare> SPARE = new AtomicReference<>();

  private PluginThread() {}

  /// @throws PluginFault when the work threw or took longer than the limit
  static <T> T run(String what, ClassLoader loader, Duration limit, Callable<T> work)
      throws PluginFault, InterruptedException {
    var task = new FutureTask<>(work);
    begin(what, loader, task);
    return await(task, limit);
  }

  static void begin(String what, ClassLoader loader, Runnable work) {
    var ready = SPARE.getAndSet(null);
    (ready == null ? new Spare() : ready).begin(what, loader, work);
  }

  /// A thread that has run nothing yet, waiting for its only work: to begin one takes as long as to
  /// load a few classes. The last thing it does is to leave another.
  private static final class Spare {
    private final Thread thread;
    private volatile @Nullable Runnable work;

    Spare() {
      thread =
          Thread.ofPlatform()
              .name("plugin-spare")
              .daemon()
              .inheritInheritableThreadLocals(false)
              .unstarted(this::live);
      thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
      thread.start();
    }

    void begin(String what, ClassLoader loader, Runnable work) {
      thread.setName(what);
      thread.setContextClassLoader(loader);
      run(work);
    }

    private void run(Runnable work) {
      this.work = work;
      LockSupport.unpark(thread);
    }

    private void live() {
      var given = work;
      while (given == null) {
        LockSupport.park(this);
        given = work;
      }
      given.run();
      leaveAnother();
    }

    private static void leaveAnother() {
      if (SPARE.get() == null) {
        var next = new Spare();
        if (!SPARE.compareAndSet(null, next)) {
          next.run(() -> {});
        }
      }
    }
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

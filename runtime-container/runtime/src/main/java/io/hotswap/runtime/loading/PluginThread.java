package io.hotswap.runtime.loading;

import io.hotswap.runtime.plugin.ThrowableText;
import io.hotswap.runtime.supervision.Loop;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs what a plugin does outside of calls, each time on a platform thread of its own: plugin code
/// leaves state on threads, and this one ends with it.
final class PluginThread {
  private static final Logger LOG = LoggerFactory.getLogger(PluginThread.class);
  private static final long LOOK_AGAIN = 1_000_000_000;
  private static final BlockingQueue<Spare> SPARES = new ArrayBlockingQueue<>(1);

  private static final Duration LIMIT = Duration.ofMinutes(1);
  // Not by a thread that a plugin has used: what it was set to, those it begins would be too.
  private static final Loop MAKING = Loop.of("plugin-threads", LIMIT, PluginThread::makeSpare);

  static {
    MAKING.start();
  }

  private PluginThread() {}

  static Loop loop() {
    return MAKING;
  }

  /// @throws PluginFault when the work threw or took longer than the limit
  static <T> T run(String what, ClassLoader loader, Duration limit, Callable<T> work)
      throws PluginFault, InterruptedException {
    var task = task(work);
    begin(what, loader, task);
    return await(task, limit);
  }

  /// Work to be begun and awaited. What it throws is made text on its own thread, within its time.
  // Whatever a plugin throws.
  @SuppressWarnings("CatchingUnchecked")
  static <T> FutureTask<T> task(Callable<T> work) {
    return new FutureTask<>(
        () -> {
          try {
            return work.call();
          } catch (Throwable thrown) {
            throw new Told(ThrowableText.of(cause(thrown)));
          }
        });
  }

  // What reflection wrapped around it tells an author nothing.
  private static Throwable cause(Throwable thrown) {
    var cause = thrown instanceof InvocationTargetException made ? made.getCause() : thrown;
    return cause == null ? thrown : cause;
  }

  static void begin(String what, ClassLoader loader, Runnable work) {
    var ready = SPARES.poll();
    MAKING.wake();
    (ready == null ? new Spare() : ready).begin(what, loader, work);
  }

  private static long makeSpare() {
    try {
      if (SPARES.isEmpty()) {
        SPARES.add(new Spare());
      }
    } catch (OutOfMemoryError e) {
      // Whoever needs one makes it, or fails.
      LOG.warn("No thread is kept ready for plugins", e);
    }
    return LOOK_AGAIN;
  }

  /// A thread that has run nothing yet, waiting for its only work: to begin one takes as long as to
  /// load a few classes.
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
      this.work = work;
      LockSupport.unpark(thread);
    }

    private void live() {
      var given = work;
      // A plugin may interrupt what threads it finds: no reason to spin, nor to tell the next one.
      while (given == null) {
        LockSupport.park(this);
        var _ = Thread.interrupted();
        given = work;
      }
      var _ = Thread.interrupted();
      given.run();
    }
  }

  /// @param task made by [#task]
  /// @throws PluginFault when the work threw or takes longer than the limit from now on
  static <T> T await(FutureTask<T> task, Duration limit) throws PluginFault, InterruptedException {
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new PluginFault("did not end within " + limit.toMillis() + " ms", Optional.empty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Told told) {
        throw new PluginFault("threw " + told.throwableText, Optional.of(told.throwableText));
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      task.cancel(true);
      throw e;
    }
  }

  /// In a plugin's stead, for its objects go no further than its threads.
  private static final class Told extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ThrowableText throwableText;

    Told(ThrowableText throwableText) {
      super(throwableText.toString(), null, false, false);
      this.throwableText = throwableText;
    }
  }

  static final class PluginFault extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Optional<ThrowableText> thrown;

    PluginFault(String message, Optional<ThrowableText> thrown) {
      super(message);
      this.thrown = thrown;
    }

    /// Empty when it took too long.
    Optional<ThrowableText> thrown() {
      return thrown;
    }
  }
}

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

/// Runs a plugin's code outside of calls, each time on a new platform thread: plugin code leaves
/// state on its thread, which ends with it.
final class PluginThread {
  private static final Logger LOG = LoggerFactory.getLogger(PluginThread.class);
  private static final long SPARE_CHECK_NANOS = 1_000_000_000;
  private static final BlockingQueue<Spare> SPARES = new ArrayBlockingQueue<>(1);

  private static final Duration LIMIT = Duration.ofMinutes(1);
  // Spare threads are made by a thread of the node: one that a plugin has used would pass its
  // settings on.
  private static final Loop SPARE_MAKER = Loop.of("plugin-threads", LIMIT, PluginThread::makeSpare);

  static {
    SPARE_MAKER.start();
  }

  private PluginThread() {}

  static Loop loop() {
    return SPARE_MAKER;
  }

  /// @throws PluginFault when the work threw or took longer than the limit
  static <T> T run(String what, ClassLoader loader, Duration limit, Callable<T> work)
      throws PluginFault, InterruptedException {
    var task = task(work);
    begin(what, loader, task);
    return await(task, limit);
  }

  /// Work for [#begin] and [#await]. What it throws is turned into text on its own thread, within
  /// its time.
  @SuppressWarnings("CatchingUnchecked")
  static <T> FutureTask<T> task(Callable<T> work) {
    return new FutureTask<>(
        () -> {
          try {
            return work.call();
          } catch (Throwable thrown) {
            throw new Thrown(ThrowableText.of(cause(thrown)));
          }
        });
  }

  // Reflection's wrapper is of no use to an author.
  private static Throwable cause(Throwable thrown) {
    var cause = thrown instanceof InvocationTargetException made ? made.getCause() : thrown;
    return cause == null ? thrown : cause;
  }

  static void begin(String what, ClassLoader loader, Runnable work) {
    var ready = SPARES.poll();
    SPARE_MAKER.wake();
    (ready == null ? new Spare() : ready).begin(what, loader, work);
  }

  private static long makeSpare() {
    try {
      if (SPARES.isEmpty()) {
        SPARES.add(new Spare());
      }
    } catch (OutOfMemoryError e) {
      // Without a spare one the next caller creates it, or fails.
      LOG.warn("No thread is kept ready for plugins", e);
    }
    return SPARE_CHECK_NANOS;
  }

  /// A started thread that waits for its only work: starting one takes as long as loading a few
  /// classes.
  private static final class Spare {
    private final Thread thread;
    private volatile @Nullable Runnable work;

    Spare() {
      thread =
          Thread.ofPlatform()
              .name("plugin-spare")
              .daemon()
              .inheritInheritableThreadLocals(false)
              .unstarted(this::runOnce);
      thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
      thread.start();
    }

    void begin(String what, ClassLoader loader, Runnable work) {
      thread.setName(what);
      thread.setContextClassLoader(loader);
      this.work = work;
      LockSupport.unpark(thread);
    }

    private void runOnce() {
      var given = work;
      // A plugin may interrupt any thread it finds; that must neither spin here nor reach the work.
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
      if (e.getCause() instanceof Thrown thrown) {
        throw new PluginFault("threw " + thrown.throwableText, Optional.of(thrown.throwableText));
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      task.cancel(true);
      throw e;
    }
  }

  /// Carries the text of what a plugin threw: the plugin's own objects stay on its threads.
  private static final class Thrown extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ThrowableText throwableText;

    Thrown(ThrowableText throwableText) {
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

package io.hotswap.testkit;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs one step of a plugin's life as a node does: on a fresh virtual thread, with the plugin's
/// context class loader, within a time limit.
final class LifecycleStep {
  private LifecycleStep() {}

  /// The result of a step.
  sealed interface Outcome<T extends @Nullable Object> {
    record Done<T extends @Nullable Object>(T value) implements Outcome<T> {}

    record Threw<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}

    record TookTooLong<T extends @Nullable Object>(Duration limit) implements Outcome<T> {}
  }

  static <T extends @Nullable Object> Outcome<T> run(
      ClassLoader loader, Duration limit, Callable<T> work) throws InterruptedException {
    var task = new FutureTask<>(work);
    var thread = Thread.ofVirtual().unstarted(task);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return new Outcome.Done<>(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException failed) {
      return new Outcome.Threw<>(Objects.requireNonNull(failed.getCause()));
    } catch (TimeoutException _) {
      task.cancel(true);
      return new Outcome.TookTooLong<>(limit);
    }
  }
}

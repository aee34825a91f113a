package io.hotswap.runtime.isolation;

import io.hotswap.runtime.supervision.NodeThread;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts threads after a pause. When the JVM cannot create one, it tries again: otherwise a plugin
/// whose process ended would stay down.
final class DelayedStarter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DelayedStarter.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, NodeThread.factory("supervise-processes-"));
  private final BiConsumer<String, Runnable> threads;
  private final Duration retry;

  DelayedStarter() {
    this(NodeThread::start, RETRY);
  }

  /// @param threads starts one of that name
  DelayedStarter(BiConsumer<String, Runnable> threads, Duration retry) {
    this.threads = threads;
    this.retry = retry;
    timer.prestartCoreThread();
  }

  /// Does nothing once it is closed.
  void later(Duration pause, String name, Runnable work) {
    if (timer.isShutdown()) {
      return;
    }
    var _ = timer.schedule(() -> start(name, work), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void start(String name, Runnable work) {
    try {
      threads.accept(name, work);
    } catch (RuntimeException | Error e) {
      LOG.error("{} has no thread to run on; trying again in {}", name, retry, e);
      later(retry, name, work);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

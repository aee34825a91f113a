package io.hotswap.runtime;

import io.hotswap.runtime.logging.NodeLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process within a limit and with its exit code, whatever shutdown hooks there are: those
/// of plugins may never end.
final class ProcessExit {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessExit.class);
  private static final int BY_SIGTERM = 143;
  private static final AtomicInteger CODE = new AtomicInteger(BY_SIGTERM);

  private static volatile Duration limit = Duration.ofSeconds(10);
  private static volatile boolean ending;
  private static volatile @Nullable Thread halting;

  private ProcessExit() {}

  /// Before anything else is started. The thread is there from then on: when an end is near, there
  /// may be none to be had.
  static void bound() {
    halting = Thread.ofPlatform().name("halt").daemon().start(ProcessExit::haltInTime);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("end-in-time").unstarted(ProcessExit::end));
  }

  /// @param longest from the first signal to the end
  static void within(Duration longest) {
    limit = longest;
  }

  private static void end() {
    ending = true;
    LockSupport.unpark(halting);
  }

  // Hooks run only when nobody holds what the platform guards its end with.
  static void with(int code) {
    CODE.set(code);
    end();
    NodeLog.flush();
    System.exit(code);
  }

  /// The same without waiting for it.
  static void begin(int code) {
    try {
      Thread.ofPlatform().name("exit").start(() -> with(code));
    } catch (OutOfMemoryError noThread) {
      // At once: to write what was logged may need what there is not.
      Runtime.getRuntime().halt(code);
    }
  }

  private static void haltInTime() {
    while (!ending) {
      park(Long.MAX_VALUE);
    }
    long deadline = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      park(left);
    }
    try {
      LOG.error("Shutdown hooks still run after {} ms; ending all the same", limit.toMillis());
      NodeLog.flush();
    } finally {
      Runtime.getRuntime().halt(CODE.get());
    }
  }

  // A plugin may interrupt what threads it finds.
  private static void park(long nanos) {
    LockSupport.parkNanos(ProcessExit.class, nanos);
    var _ = Thread.interrupted();
  }
}

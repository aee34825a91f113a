package io.hotswap.runtime;

import io.hotswap.runtime.logging.NodeLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process within a time limit and with its exit code, even if shutdown hooks (plugins may
/// register some) never return.
final class ProcessExit {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessExit.class);
  private static final int BY_SIGTERM = 143;
  private static final AtomicInteger CODE = new AtomicInteger(BY_SIGTERM);

  private static volatile Duration limit = Duration.ofSeconds(10);
  private static volatile boolean ending;
  private static volatile @Nullable Thread halting;

  private ProcessExit() {}

  /// To be called before anything else is started. The halting thread is created now, because at
  /// the end there may be no memory or thread left to create it.
  static void startWatchdog() {
    halting = Thread.ofPlatform().name("halt").daemon().start(ProcessExit::haltInTime);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("end-in-time").unstarted(ProcessExit::startCountdown));
  }

  /// @param longest time from the first signal to the halt
  static void setLimit(Duration longest) {
    limit = longest;
  }

  private static void startCountdown() {
    ending = true;
    LockSupport.unpark(halting);
  }

  // Starts the countdown itself: shutdown hooks do not run while plugin code holds the JVM's
  // shutdown lock.
  static void exit(int code) {
    CODE.set(code);
    startCountdown();
    NodeLog.flush();
    System.exit(code);
  }

  /// Exits on another thread and returns at once.
  static void beginExit(int code) {
    try {
      Thread.ofPlatform().name("exit").start(() -> exit(code));
    } catch (OutOfMemoryError noThread) {
      // Without flushing the log, for which there may be no memory.
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

  // Clears interrupts: a plugin may interrupt any thread that it finds.
  private static void park(long nanos) {
    LockSupport.parkNanos(ProcessExit.class, nanos);
    var _ = Thread.interrupted();
  }
}

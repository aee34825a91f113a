package io.hotswap.runtime.isolation.worker;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// Asks the kernel to end this process when the one that started it is gone, a worker's host or a
/// host's supervisor (`PR_SET_PDEATHSIG`). For a worker, the end of standard input means the same,
/// but a process that is stopped for its processor share does not read it.
///
/// The request belongs to the thread that made it and lives as long as that thread. The first call
/// into the kernel costs about 100 ms, so it runs on a thread of its own.
public final class ParentDeath {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final long SIGKILL = 9;

  private ParentDeath() {}

  /// @return counted down once the kernel has been asked
  public static CountDownLatch beginWatching() {
    var asked = new CountDownLatch(1);
    Thread.ofPlatform().name("parent-death").daemon().start(() -> watch(asked));
    return asked;
  }

  @SuppressWarnings("restricted")
  private static void watch(CountDownLatch asked) {
    try {
      var linker = Linker.nativeLinker();
      var prctl =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("prctl"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
      int failed = (int) prctl.invokeExact(PR_SET_PDEATHSIG, SIGKILL);
      if (failed != 0) {
        System.err.println("This process may outlive its node while it is stopped");
      }
      asked.countDown();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    while (true) {
      LockSupport.park();
    }
  }
}

package io.hotswap.runtime.isolation.worker;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.LockSupport;

/// Asks the kernel to end this process when the node is gone. The end of its input says the same,
/// but not to a process that is stopped because it used its share of the processor.
///
/// The wish is a thread's own and lives as long as that; calling the kernel costs a tenth of a
/// second at first, which nobody should wait for.
final class ParentDeath {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final long SIGKILL = 9;

  private ParentDeath() {}

  static void beginWatching() {
    Thread.ofPlatform().name("parent-death").daemon().start(ParentDeath::watch);
  }

  @SuppressWarnings("restricted")
  private static void watch() {
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
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    while (true) {
      LockSupport.park();
    }
  }
}

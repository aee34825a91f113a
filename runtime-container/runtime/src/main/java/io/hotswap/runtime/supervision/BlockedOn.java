package io.hotswap.runtime.supervision;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/// Describes who holds the monitor that a thread of the node waits for: any code may lock the
/// platform's shared classes.
final class BlockedOn {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private BlockedOn() {}

  /// One sentence for operators.
  static String sentence(Thread blocked) {
    var info = THREADS.getThreadInfo(blocked.threadId());
    var lock = info == null ? null : info.getLockInfo();
    return lock == null
        ? "waits for a monitor"
        : "waits for the monitor of a %s that %s holds".formatted(lock.getClassName(), owner(info));
  }

  private static String owner(ThreadInfo info) {
    long id = info.getLockOwnerId();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.threadId() == id)
        .findFirst()
        .map(BlockedOn::name)
        // The platform does not show the owner when it is a virtual thread.
        .orElse("a call");
  }

  // By identity: a plugin's class loader might claim to equal the node's.
  @SuppressWarnings("ReferenceEquality")
  private static String name(Thread owner) {
    var loader = owner.getContextClassLoader();
    boolean isOurs =
        loader == null
            || loader instanceof PlatformOnly
            || loader == NodeThread.class.getClassLoader();
    return "thread " + owner.getName() + (isOurs ? "" : " of " + loader.getName());
  }
}

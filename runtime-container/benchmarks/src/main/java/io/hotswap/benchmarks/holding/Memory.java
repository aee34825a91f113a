package io.hotswap.benchmarks.holding;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/// What a process holds, after what nobody holds is gone.
final class Memory {
  private static final int COLLECTIONS = 4;

  private Memory() {}

  /// Heap, and what classes take beside it.
  static long held() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      // Reference handling and cleaning have threads of their own.
      Thread.sleep(100);
    }
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(it -> it.getType() == MemoryType.HEAP || isOfClasses(it))
        .mapToLong(it -> it.getUsage().getUsed())
        .sum();
  }

  // Compiled code is not: it comes and goes with how often something is called.
  private static boolean isOfClasses(MemoryPoolMXBean pool) {
    return pool.getName().equals("Metaspace");
  }
}

package io.hotswap.runtime.isolation;

import java.util.Optional;

/// Memory of a worker process.
///
/// @param heap in bytes
/// @param limited whether a tenant's quota limits it further than the node's settings
record WorkerMemory(long heap, boolean limited) {
  private static final long OF_THE_JVM = 192L << 20;

  /// @param quota of the tenant for the whole process: half of it is for the heap
  static WorkerMemory of(IsolationConfig config, Optional<Long> quota) {
    return quota
        .map(it -> Math.max(IsolationConfig.LEAST_MEMORY, it / 2))
        .filter(it -> it < config.memory())
        .map(it -> new WorkerMemory(it, true))
        .orElseGet(() -> new WorkerMemory(config.memory(), false));
  }

  /// For classes, and the same for buffers.
  long half() {
    return heap / 2;
  }

  /// Also the pages of files: the JDK's own, jars, libraries.
  long mostResident() {
    return mostData() + OF_THE_JVM;
  }

  /// Heap, classes and buffers, and what the JVM itself needs: code, stacks, tables.
  long mostData() {
    return 2 * heap + OF_THE_JVM;
  }
}

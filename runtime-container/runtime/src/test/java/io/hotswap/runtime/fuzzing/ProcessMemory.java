package io.hotswap.runtime.fuzzing;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;

/** What this process takes. */
public final class ProcessMemory implements AutoCloseable {
  private final Thread thread = Thread.ofPlatform().name("memory").daemon().unstarted(this::look);
  private volatile long mostBuffers;
  private volatile long mostHeap;
  private volatile boolean over;

  public ProcessMemory() {
    thread.start();
  }

  /** Netty's outside of the heap. */
  public static long buffers() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator
        ? allocator.metric().usedDirectMemory()
        : -1;
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Of the heap, after a collection. */
  public static long heapInUse() {
    System.gc();
    return heap();
  }

  private void look() {
    try {
      while (!over) {
        mostBuffers = Math.max(mostBuffers, buffers());
        mostHeap = Math.max(mostHeap, heap());
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public long mostBuffers() {
    return mostBuffers;
  }

  /** With garbage. */
  public long mostHeap() {
    return mostHeap;
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    thread.join();
  }
}

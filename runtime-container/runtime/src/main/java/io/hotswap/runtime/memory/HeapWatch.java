package io.hotswap.runtime.memory;

import io.hotswap.runtime.plugin.ResourceExhaustion;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.time.Duration;
import java.util.List;

/// Sees that the heap is full and stays so, whoever has filled it and whoever hears of that: an
/// `OutOfMemoryError` ends threads that could not tell any more, those of the node included.
public final class HeapWatch implements Supervised, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  // A collection of a full heap.
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int IN_A_ROW = 3;

  private final ResourceExhaustion resourceExhaustion = new ResourceExhaustion();
  private final Runnable onFull;
  private final Loop watching = Loop.every(EVERY, LONGEST, "watch-heap", this::look);
  private int full;

  /// @param onFull ends the process; without memory, if need be
  public HeapWatch(Runnable onFull) {
    this.onFull = onFull;
  }

  public void start() {
    watching.start();
  }

  private void look() {
    full = resourceExhaustion.isHeapFull() ? full + 1 : 0;
    if (full == IN_A_ROW) {
      onFull.run();
    }
  }

  @Override
  public List<Loop> loops() {
    return List.of(watching);
  }

  @Override
  public void close() {
    watching.close();
  }
}

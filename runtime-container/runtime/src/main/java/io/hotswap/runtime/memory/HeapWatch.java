package io.hotswap.runtime.memory;

import io.hotswap.runtime.plugin.ResourceExhaustion;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.time.Duration;
import java.util.List;

/// Ends the process when the heap stays full. An `OutOfMemoryError` alone is no reliable signal: it
/// may end a thread, even one of the node's, before anybody reports it.
public final class HeapWatch implements Supervised, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  // Allows for a collection of a full heap.
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int IN_A_ROW = 3;

  private final ResourceExhaustion resourceExhaustion = new ResourceExhaustion();
  private final Runnable onFull;
  private final Loop checkLoop = Loop.every(EVERY, LONGEST, "watch-heap", this::check);
  private int full;

  /// @param onFull ends the process; must work without free memory
  public HeapWatch(Runnable onFull) {
    this.onFull = onFull;
  }

  public void start() {
    checkLoop.start();
  }

  private void check() {
    full = resourceExhaustion.isHeapFull() ? full + 1 : 0;
    if (full == IN_A_ROW) {
      onFull.run();
    }
  }

  @Override
  public List<Loop> loops() {
    return List.of(checkLoop);
  }

  @Override
  public void close() {
    checkLoop.close();
  }
}

package io.hotswap.runtime.supervision;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/// Asks threads that move bytes for a sign of life. They are Netty's, and end with an `Error` that
/// comes in the wrong place; the connections of one that is gone or stuck are answered by nobody.
public final class EventLoopProbe implements Supervised, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final EventLoopGroup group;
  private final Loop asking;

  /// @param name of the loop that asks
  public EventLoopProbe(String name, EventLoopGroup group) {
    this(name, group, LIMIT);
  }

  EventLoopProbe(String name, EventLoopGroup group, Duration limit) {
    this.group = group;
    this.asking = Loop.of(name, limit, this::ask);
    asking.start();
  }

  @Override
  public List<Loop> loops() {
    return List.of(asking);
  }

  private long ask() throws InterruptedException {
    for (var each : group) {
      ask(each);
      asking.progressed();
    }
    return PAUSE;
  }

  // One that is stuck keeps this from going on, which is the sign that it is.
  private void ask(EventExecutor thread) throws InterruptedException {
    try {
      var _ = thread.submit(() -> {}).get();
    } catch (RejectedExecutionException | ExecutionException e) {
      // No sign of life either.
      throw new AssertionError("A thread that moves bytes has ended", e);
    }
  }

  /// Before the threads are asked to end.
  @Override
  public void close() {
    asking.close();
  }
}

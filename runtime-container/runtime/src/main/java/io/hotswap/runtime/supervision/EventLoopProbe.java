package io.hotswap.runtime.supervision;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/// Checks that the event loop threads are alive. Netty ends such a thread when an `Error` comes in
/// the wrong place; nobody serves the connections of one that has ended or is stuck.
public final class EventLoopProbe implements Supervised, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final EventLoopGroup group;
  private final Loop loop;

  /// @param name of the loop that probes
  public EventLoopProbe(String name, EventLoopGroup group) {
    this(name, group, LIMIT);
  }

  EventLoopProbe(String name, EventLoopGroup group, Duration limit) {
    this.group = group;
    this.loop = Loop.of(name, limit, this::probe);
    loop.start();
  }

  @Override
  public List<Loop> loops() {
    return List.of(loop);
  }

  private long probe() throws InterruptedException {
    for (var each : group) {
      probe(each);
      loop.progressed();
    }
    return PAUSE;
  }

  // A stuck thread blocks this loop, which shows as a missing sign of life.
  private void probe(EventExecutor thread) throws InterruptedException {
    try {
      var _ = thread.submit(() -> {}).get();
    } catch (RejectedExecutionException | ExecutionException e) {
      // This ends the round without a sign of life.
      throw new AssertionError("A thread that moves bytes has ended", e);
    }
  }

  /// Close it before the event loop threads are shut down.
  @Override
  public void close() {
    loop.close();
  }
}

package io.hotswap.runtime.logging;

import io.hotswap.runtime.supervision.Loop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// Writes lines on a thread of its own. Logging threads never wait: when standard output is not
/// read, lines are kept up to a limit, then dropped and counted.
final class LineWriter {
  private static final int AT_ONCE = 1 << 16;
  // Standard output that is not read must not make the node unready.
  private static final Duration UNLIMITED = Duration.ofDays(36_500);
  private static final long IDLE_POLL_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long A_MOMENT = Duration.ofMillis(1).toNanos();

  // No lock: a plugin's thread may fail anywhere, for example with a stack overflow.
  private final Queue<byte[]> lines = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final OutputStream out;
  private final long most;
  private final LongConsumer onDropped;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream(AT_ONCE);
  private final Loop loop;
  private volatile boolean idle;
  private long droppedReported;

  /// @param most bytes that may wait; lines of plugins get half of them
  /// @param onDropped takes how many lines were dropped, when there is room again
  LineWriter(OutputStream out, long most, LongConsumer onDropped) {
    this.out = out;
    this.most = most;
    this.onDropped = onDropped;
    this.loop = Loop.of("log-writer", UNLIMITED, this::round);
    loop.start();
  }

  Loop loop() {
    return loop;
  }

  /// @param ours whether the line is the node's, not a plugin's
  void write(byte[] line, boolean ours) {
    if (waiting.addAndGet(line.length) > (ours ? most : most / 2)) {
      waiting.addAndGet(-line.length);
      dropped.incrementAndGet();
      return;
    }
    lines.add(line);
    if (idle) {
      loop.wake();
    }
  }

  long dropped() {
    return dropped.get();
  }

  /// Waits until everything is written, up to a limit.
  void flush(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (waiting.get() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(this, A_MOMENT);
      // An interruption does not shorten the wait.
      var _ = Thread.interrupted();
    }
  }

  private long round() {
    idle = false;
    for (var line = lines.poll(); line != null; line = lines.poll()) {
      batch.writeBytes(line);
      if (batch.size() >= AT_ONCE) {
        write();
      }
    }
    write();
    reportDropped();
    idle = true;
    return lines.isEmpty() ? IDLE_POLL_NANOS : 0;
  }

  private void write() {
    if (batch.size() == 0) {
      return;
    }
    try {
      batch.writeTo(out);
    } catch (IOException e) {
      // Standard output is closed; there is no other place to report that.
      dropped.addAndGet(batch.toString(StandardCharsets.UTF_8).lines().count());
    } finally {
      waiting.addAndGet(-batch.size());
      batch.reset();
    }
  }

  private void reportDropped() {
    long now = dropped.get();
    if (now > droppedReported) {
      long more = now - droppedReported;
      droppedReported = now;
      onDropped.accept(more);
    }
  }
}

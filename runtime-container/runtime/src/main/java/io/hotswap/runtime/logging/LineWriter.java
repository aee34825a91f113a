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

/// Writes lines on a thread of its own. Whoever has one to write waits for nobody: when the reader
/// of the output has stopped reading, lines are kept up to a limit, and then dropped and counted.
final class LineWriter {
  private static final int AT_ONCE = 1 << 16;
  // A reader that has stopped reading makes no node unready.
  private static final Duration UNLIMITED = Duration.ofDays(36_500);
  private static final long LOOK_AGAIN = Duration.ofSeconds(1).toNanos();
  private static final long A_MOMENT = Duration.ofMillis(1).toNanos();

  // No lock: a thread of a plugin may end anywhere, with its stack used up.
  private final Queue<byte[]> lines = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final OutputStream out;
  private final long most;
  private final LongConsumer told;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream(AT_ONCE);
  private final Loop writing;
  private volatile boolean idle;
  private long toldOf;

  /// @param most bytes that may wait; lines of plugins get half of them
  /// @param told hears how many lines were dropped, when there is room again
  LineWriter(OutputStream out, long most, LongConsumer told) {
    this.out = out;
    this.most = most;
    this.told = told;
    this.writing = Loop.of("log-writer", UNLIMITED, this::round);
    writing.start();
  }

  Loop loop() {
    return writing;
  }

  /// @param ours whether it is the node's, not a plugin's
  void write(byte[] line, boolean ours) {
    if (waiting.addAndGet(line.length) > (ours ? most : most / 2)) {
      waiting.addAndGet(-line.length);
      dropped.incrementAndGet();
      return;
    }
    lines.add(line);
    if (idle) {
      writing.wake();
    }
  }

  long dropped() {
    return dropped.get();
  }

  /// Waits until all is written, at most so long.
  void flush(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (waiting.get() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(this, A_MOMENT);
      // Whoever interrupts has to wait as well.
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
    tell();
    idle = true;
    return lines.isEmpty() ? LOOK_AGAIN : 0;
  }

  private void write() {
    if (batch.size() == 0) {
      return;
    }
    try {
      batch.writeTo(out);
    } catch (IOException e) {
      // Nobody reads any more; there is no other place to say so.
      dropped.addAndGet(batch.toString(StandardCharsets.UTF_8).lines().count());
    } finally {
      waiting.addAndGet(-batch.size());
      batch.reset();
    }
  }

  private void tell() {
    long now = dropped.get();
    if (now > toldOf) {
      long more = now - toldOf;
      toldOf = now;
      told.accept(more);
    }
  }
}

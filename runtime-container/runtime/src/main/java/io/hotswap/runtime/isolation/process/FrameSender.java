package io.hotswap.runtime.isolation.process;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.isolation.wire.FrameWriter;
import io.hotswap.runtime.supervision.NodeThread;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Writes frames on a platform thread of its own: a worker that reads nothing must not block the
/// threads that serve calls.
final class FrameSender {
  private static final int MOST_WAITING = 1_024;
  private static final int BUFFER = 1 << 16;
  private static final long MOST_REPLIED = 32L << 20;

  private final BlockingQueue<Frame> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicLong replied = new AtomicLong();
  private final OutputStream out;
  private final Thread thread;
  private final Consumer<Throwable> failed;

  FrameSender(String name, OutputStream out, Consumer<Throwable> failed) {
    this.out = new BufferedOutputStream(out, BUFFER);
    this.failed = failed;
    this.thread = NodeThread.start("send-frames-" + name, this::run);
  }

  /// @return false when the queue is full
  boolean send(Frame frame) {
    return waiting.offer(frame);
  }

  /// Sends another plugin's reply. A worker that calls plugins and reads no replies must not fill
  /// the node's heap with them.
  ///
  /// @return false when the queue is full, or holds as many bytes of replies as it may
  boolean sendReply(Frame.PluginReplied reply) {
    int bytes = reply.body().length;
    boolean room = replied.addAndGet(bytes) <= MOST_REPLIED && send(reply);
    if (!room) {
      replied.addAndGet(-bytes);
    }
    return room;
  }

  private void run() {
    var writer = new FrameWriter(out);
    try (out) {
      while (!Thread.interrupted()) {
        var frame = waiting.take();
        writer.write(frame);
        if (frame instanceof Frame.PluginReplied reply) {
          replied.addAndGet(-reply.body().length);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      failed.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Closes the connection.
  void end() {
    thread.interrupt();
  }
}

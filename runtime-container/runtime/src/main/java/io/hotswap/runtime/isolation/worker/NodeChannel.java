package io.hotswap.runtime.isolation.worker;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.isolation.wire.FrameWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/// What this process says to its node, a frame at a time.
final class NodeChannel {
  private static final int NODE_IS_GONE = 4;

  private final ReentrantLock turn = new ReentrantLock();
  private final FrameWriter writer;

  NodeChannel(OutputStream out) {
    this.writer = new FrameWriter(out);
  }

  void say(Frame frame) {
    turn.lock();
    try {
      writer.write(frame);
    } catch (IOException e) {
      // Nobody listens: there is nothing left to live for.
      Runtime.getRuntime().halt(NODE_IS_GONE);
    } finally {
      turn.unlock();
    }
  }
}

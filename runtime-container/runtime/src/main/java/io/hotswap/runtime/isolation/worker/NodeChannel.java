package io.hotswap.runtime.isolation.worker;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.isolation.wire.FrameWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/// Sends frames to the node, one at a time.
final class NodeChannel {
  private static final int NODE_IS_GONE = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final FrameWriter writer;

  NodeChannel(OutputStream out) {
    this.writer = new FrameWriter(out);
  }

  void send(Frame frame) {
    lock.lock();
    try {
      writer.write(frame);
    } catch (IOException e) {
      // The node is gone: nothing is left to do.
      Runtime.getRuntime().halt(NODE_IS_GONE);
    } finally {
      lock.unlock();
    }
  }
}

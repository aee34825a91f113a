package io.hotswap.runtime.http.connection;

import io.netty.channel.ChannelHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A step of a request on its connection's event loop. Netty only logs what a task throws: without
/// this the client would wait for ever.
record ConnectionTask(ChannelHandlerContext ctx, ServedRequest request, Runnable step)
    implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionTask.class);

  static void run(ChannelHandlerContext ctx, ServedRequest request, Runnable step) {
    var task = new ConnectionTask(ctx, request, step);
    if (ctx.executor().inEventLoop()) {
      task.run();
    } else {
      ctx.executor().execute(task);
    }
  }

  // It is unknown how much of an answer was sent.
  @Override
  public void run() {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      request.release();
      ConnectionDeadlines.close(ctx);
      LOG.error("{} {} failed in the node", request.head.method(), request.head.path(), e);
    }
  }
}

package io.hotswap.runtime.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/// Drains a refused connection before it is closed: closing with the request unread would reset the
/// connection, and the client would lose the answer.
final class RefusedConnection extends ChannelInboundHandlerAdapter {
  private int left;

  /// @param most bytes to read
  RefusedConnection(int most) {
    this.left = most;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    left -= ((ByteBuf) message).readableBytes();
    ReferenceCountUtil.release(message);
    if (left <= 0) {
      ConnectionDeadlines.close(ctx);
    }
  }

  // The client has closed its half.
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    ConnectionDeadlines.close(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ConnectionDeadlines.close(ctx);
  }
}

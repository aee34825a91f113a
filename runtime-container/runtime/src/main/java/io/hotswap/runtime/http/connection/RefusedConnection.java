package io.hotswap.runtime.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/// Hears a client out that has been refused already: closing with its request unread would reset
/// the connection, and take the answer with it.
final class RefusedConnection extends ChannelInboundHandlerAdapter {
  private int left;

  /// @param most bytes to hear
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

  // Of a client that has nothing more to say.
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    ConnectionDeadlines.close(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ConnectionDeadlines.close(ctx);
  }
}

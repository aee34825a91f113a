package io.hotswap.runtime.http.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/// Decodes requests on demand. While it is paused it decodes nothing of the bytes that have arrived
/// and reads no more from the socket: a client that sends requests without end gets no more memory
/// than one read takes.
public final class RequestDecoder extends HttpRequestDecoder {
  /// Longest request line, in bytes.
  static final int LONGEST_LINE = 8 * 1024;

  /// Longest header section, in bytes.
  static final int LARGEST_HEAD = 16 * 1024;

  private static final int LARGEST_PIECE = 64 * 1024;

  private boolean paused;
  private boolean reading;
  private boolean inHead;
  private boolean inBody;

  public RequestDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LARGEST_HEAD)
            .setMaxChunkSize(LARGEST_PIECE));
  }

  /// Takes effect before the next message, even if its bytes have arrived.
  public void pause() {
    paused = true;
  }

  /// @param ctx context of any handler of the connection
  public void resume(ChannelHandlerContext ctx) {
    paused = false;
    var own = ctx.pipeline().context(this);
    if (reading || own == null) {
      return;
    }
    if (actualReadableBytes() > 0) {
      decode(own);
    }
    if (!paused && !ctx.channel().config().isAutoRead()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void decode(ChannelHandlerContext own) {
    try {
      channelRead(own, Unpooled.EMPTY_BUFFER);
    } catch (Exception e) {
      own.fireExceptionCaught(e);
    }
  }

  /// Whether a request head has arrived in part.
  public boolean isInHead() {
    return inHead;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (paused) {
      ctx.channel().config().setAutoRead(false);
      return;
    }
    inHead |= !inBody;
    super.decode(ctx, buffer, out);
    if (!out.isEmpty()) {
      if (inHead) {
        LineBuffer.wipe(this);
      }
      inBody = !(out.getLast() instanceof LastHttpContent);
      inHead = false;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
    boolean outer = reading;
    reading = true;
    try {
      super.channelRead(ctx, input);
    } finally {
      reading = outer;
    }
  }

  // Without a message the parent would read on.
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (paused) {
      ctx.fireChannelReadComplete();
    } else {
      super.channelReadComplete(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    boolean outer = reading;
    reading = true;
    try {
      super.userEventTriggered(ctx, event);
    } finally {
      reading = outer;
    }
  }

  // The rest has no one to answer it.
  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    paused = true;
    super.channelInactive(ctx);
  }
}

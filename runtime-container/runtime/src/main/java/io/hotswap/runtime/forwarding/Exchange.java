package io.hotswap.runtime.forwarding;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One request at a time on a connection to another node, and its answer. All state is touched by
/// the connection's own thread only.
final class Exchange extends SimpleChannelInboundHandler<HttpObject> {
  /// @param reusable whether the connection may carry another request
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  record Answer(HttpResponse head, byte[] body, boolean reusable) {}

  private final AnswerBytes held;
  private @Nullable CompletableFuture<Answer> waiting;
  private @Nullable HttpResponse head;
  private ByteBuf body = Unpooled.EMPTY_BUFFER;
  private int taken;

  /// @param held what all answers under way hold together
  Exchange(AnswerBytes held) {
    this.held = held;
  }

  /// Awaits the answer to a request that is about to be written.
  CompletableFuture<Answer> await() {
    var answer = new CompletableFuture<Answer>();
    waiting = answer;
    return answer;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) throws IOException {
    if (part.decoderResult().isFailure()) {
      throw new IOException("what it says is not HTTP", part.decoderResult().cause());
    }
    if (part instanceof HttpResponse response) {
      head = response;
    }
    if (part instanceof HttpContent content) {
      gather(content.content());
    }
    if (part instanceof LastHttpContent && head != null && head.status().code() >= 200) {
      answered(head);
    }
  }

  private void gather(ByteBuf content) throws IOException {
    int bytes = content.readableBytes();
    if (bytes == 0) {
      return;
    }
    if (!held.take(bytes)) {
      throw new IOException("its answer is larger than what this node can pass on now");
    }
    taken += bytes;
    if (body.capacity() == 0) {
      body = Unpooled.buffer(bytes);
    }
    body.writeBytes(content);
  }

  private void answered(HttpResponse response) {
    var answer = new Answer(response, ByteBufUtil.getBytes(body), HttpUtil.isKeepAlive(response));
    var waits = waiting;
    forget();
    if (waits != null) {
      waits.complete(answer);
    }
  }

  private void forget() {
    held.giveBack(taken);
    taken = 0;
    body = Unpooled.EMPTY_BUFFER;
    head = null;
    waiting = null;
  }

  private void failed(Throwable why) {
    var waits = waiting;
    forget();
    if (waits != null) {
      waits.completeExceptionally(why);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    failed(new IOException("the connection ended without an answer"));
    super.channelInactive(ctx);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof IdleStateEvent && waiting == null) {
      var _ = ctx.close();
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed(cause);
    var _ = ctx.close();
  }
}

package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: requests are answered one by one, in the order in which they came. All state is
/// touched by the connection's own thread only.
final class Conversation extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final int LINGER_SECONDS = 5;

  private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
  private final Routes route;
  private final BooleanSupplier closing;
  private boolean busy;
  private boolean parting;
  private boolean heardAll;

  /// @param closing whether the node wants its clients to go elsewhere
  Conversation(Routes route, BooleanSupplier closing) {
    super(false);
    this.route = route;
    this.closing = closing;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (busy) {
      // Read no more until this one had its turn.
      ctx.channel().config().setAutoRead(false);
      waiting.add(request);
    } else {
      begin(ctx, request);
    }
  }

  private void begin(ChannelHandlerContext ctx, FullHttpRequest request) {
    busy = true;
    var failure = request.decoderResult().cause();
    boolean keepAlive = HttpUtil.isKeepAlive(request) && failure == null;
    var inbound = inbound(request);
    request.release();
    if (failure != null) {
      answer(ctx, Problem.answer(refusal(failure), inbound), false);
      return;
    }
    try {
      route.serve(
          inbound, outbound -> ctx.executor().execute(() -> answer(ctx, outbound, keepAlive)));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", inbound.method(), inbound.path(), e);
      var refusal = Refusal.of(ErrorCode.INTERNAL_ERROR, "The node's log says what went wrong.");
      answer(ctx, Problem.answer(refusal, inbound), keepAlive);
    }
  }

  private static Inbound inbound(FullHttpRequest request) {
    var uri = request.uri();
    int query = uri.indexOf('?');
    return new Inbound(
        request.method().name(),
        query < 0 ? uri : uri.substring(0, query),
        query < 0 ? "" : uri.substring(query + 1),
        request.headers(),
        ByteBufUtil.getBytes(request.content()));
  }

  private static Refusal refusal(Throwable failure) {
    return failure instanceof TooLongHttpContentException
        ? Refusal.of(
            ErrorCode.TOO_LARGE, "A body has at most " + Aggregation.MOST_BYTES + " bytes (6 MB).")
        : Refusal.of(ErrorCode.MALFORMED_BODY, "This is not an HTTP/1.1 request.");
  }

  private void answer(ChannelHandlerContext ctx, Outbound outbound, boolean wanted) {
    boolean keepAlive = wanted && !closing.getAsBoolean() && !(heardAll && waiting.isEmpty());
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(outbound.status()),
            Unpooled.wrappedBuffer(outbound.body()));
    var headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, ascii(outbound.contentType()));
    outbound.headers().forEach((name, value) -> headers.set(ascii(name), ascii(value)));
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, outbound.body().length);
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = ctx.writeAndFlush(response);
    if (!keepAlive) {
      parting = true;
      written.addListener((ChannelFutureListener) done -> goodbye(ctx));
      return;
    }
    busy = false;
    next(ctx);
  }

  // Texts are written to the socket's buffer char by char, these are copied as a whole.
  private static AsciiString ascii(String text) {
    return new AsciiString(text.getBytes(StandardCharsets.ISO_8859_1), false);
  }

  private void next(ChannelHandlerContext ctx) {
    var request = waiting.poll();
    if (request != null) {
      begin(ctx, request);
    } else if (!ctx.channel().config().isAutoRead()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  // A client that is still sending would lose the answer to a reset if we closed at once: our half
  // first, the rest when it has seen that or has taken too long.
  private static void goodbye(ChannelHandlerContext ctx) {
    var tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    } else if (ctx.channel() instanceof SocketChannel socket) {
      var _ = socket.shutdownOutput();
    }
    var _ = ctx.executor().schedule(() -> close(ctx), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  private static void close(ChannelHandlerContext ctx) {
    var _ = ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent) {
      // The client will ask no more; it may still wait for answers.
      heardAll = true;
      if (!busy || parting) {
        close(ctx);
      }
    } else if (event instanceof IdleStateEvent && !busy) {
      close(ctx);
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    waiting.forEach(FullHttpRequest::release);
    waiting.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("A connection broke", cause);
    close(ctx);
  }
}

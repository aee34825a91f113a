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
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: requests are answered one by one, in the order in which they came. All state is
/// touched by the connection's own thread only.
final class Conversation extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final int LINGER_SECONDS = 5;
  private static final HttpHeadersFactory HEADERS =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);
  // Longer than the 60 s of AWS's balancers: whoever keeps a connection has to outlive its user.
  private static final int MOST_QUIET_LOOKS = 4;
  private static final int LOOK_SECONDS = 30;

  private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
  private final BiConsumer<Inbound, Consumer<Outbound>> routes;
  private final BooleanSupplier closing;
  private boolean busy;
  private boolean parting;
  private boolean heardAll;
  private int quietLooks;

  /// @param routes answers exactly once, on any thread
  /// @param closing whether the node wants its clients to go elsewhere
  Conversation(BiConsumer<Inbound, Consumer<Outbound>> routes, BooleanSupplier closing) {
    super(false);
    this.routes = routes;
    this.closing = closing;
  }

  // A timer that is set anew by every read and write would cost each call more.
  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    var looking =
        ctx.executor()
            .scheduleWithFixedDelay(() -> look(ctx), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    ctx.channel().closeFuture().addListener(closed -> looking.cancel(false));
  }

  private void look(ChannelHandlerContext ctx) {
    quietLooks++;
    if (quietLooks > MOST_QUIET_LOOKS && (!busy || parting)) {
      close(ctx);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    quietLooks = 0;
    ctx.fireChannelReadComplete();
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
      routes.accept(
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
            Unpooled.wrappedBuffer(outbound.body()),
            HEADERS,
            HEADERS);
    var headers = response.headers();
    headers.add(Header.CONTENT_TYPE, ascii(outbound.contentType()));
    for (var header : outbound.headers()) {
      headers.add(header.name(), ascii(header.value()));
    }
    headers.addInt(HttpHeaderNames.CONTENT_LENGTH, outbound.body().length);
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = ctx.writeAndFlush(response);
    if (!keepAlive) {
      parting = true;
      written.addListener((ChannelFutureListener) done -> goodbye(ctx));
      return;
    }
    busy = false;
    quietLooks = 0;
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

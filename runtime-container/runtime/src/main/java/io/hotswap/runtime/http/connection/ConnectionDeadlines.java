package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.http.request.RequestDecoder;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time limits of a connection's client. Checked at intervals: a timer that is reset by every
/// read and write would cost each call more.
final class ConnectionDeadlines {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionDeadlines.class);
  static final Refusal TOO_SLOW =
      Refusal.of(ErrorCode.REQUEST_TIMEOUT, "The request did not arrive in time.");
  private static final int LINGER_SECONDS = 5;
  // Longer than the 60 s of AWS's balancers: the side that reuses a connection has to close it
  // first.
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(2);

  private final HttpConfig config;
  private final CutConnections cuts;
  private final RequestDecoder decoder;
  private final ResponseWriter writer;
  private final TransferRate body;
  private final Duration pollInterval;
  private Duration inHead = Duration.ZERO;
  private Duration idle = Duration.ZERO;
  private boolean halfClosed;

  ConnectionDeadlines(ConnectionContext context, RequestDecoder decoder, ResponseWriter writer) {
    this.config = context.config();
    this.cuts = context.cuts();
    this.decoder = decoder;
    this.writer = writer;
    this.body = new TransferRate(config);
    this.pollInterval = config.pollInterval();
  }

  void begin(ChannelHandlerContext ctx, HttpConnectionHandler httpConnectionHandler) {
    var timer =
        ctx.executor()
            .scheduleWithFixedDelay(
                () -> checkOrClose(ctx, httpConnectionHandler),
                pollInterval.toMillis(),
                pollInterval.toMillis(),
                TimeUnit.MILLISECONDS);
    ctx.channel().closeFuture().addListener(closed -> timer.cancel(false));
  }

  // A timer task that throws would not run again.
  private void checkOrClose(
      ChannelHandlerContext ctx, HttpConnectionHandler httpConnectionHandler) {
    try {
      check(ctx, httpConnectionHandler);
    } catch (RuntimeException | Error e) {
      close(ctx);
      LOG.error("A connection's deadlines could not be checked", e);
    }
  }

  private void check(ChannelHandlerContext ctx, HttpConnectionHandler httpConnectionHandler) {
    if (writer.isTooSlow(pollInterval)) {
      cut(ctx, CutReason.SLOW_READER);
      return;
    }
    switch (httpConnectionHandler.phase()) {
      case READING_BODY -> {
        if (body.isTooSlow(pollInterval)) {
          count(ctx, CutReason.SLOW_BODY);
          httpConnectionHandler.tooSlow(ctx);
        }
      }
      case DISCARDING -> {
        if (body.isTooSlow(pollInterval)) {
          cut(ctx, CutReason.SLOW_BODY);
        }
      }
      case IDLE -> {
        if (!decoder.isInHead()) {
          inHead = Duration.ZERO;
          idle(ctx);
        } else if (isOver(inHead, config.head())) {
          count(ctx, CutReason.SLOW_HEAD);
          httpConnectionHandler.tooSlow(ctx);
        } else {
          inHead = inHead.plus(pollInterval);
        }
      }
      case CLOSING -> idle(ctx);
      case DECIDING, CALLING, SENDING -> {}
    }
  }

  private static boolean isOver(Duration passed, Duration limit) {
    return passed.compareTo(limit) >= 0;
  }

  private void idle(ChannelHandlerContext ctx) {
    if (isOver(idle, LONGEST_IDLE)) {
      close(ctx);
    }
    idle = idle.plus(pollInterval);
  }

  private void count(ChannelHandlerContext ctx, CutReason reason) {
    cuts.count(reason, ctx.channel().remoteAddress());
  }

  private void cut(ChannelHandlerContext ctx, CutReason reason) {
    count(ctx, reason);
    close(ctx);
  }

  void headIsHere() {
    inHead = Duration.ZERO;
  }

  void bodyBegins() {
    body.begin();
  }

  void bodyMoves(int bytes) {
    body.moved(bytes);
  }

  void idleBegins() {
    idle = Duration.ZERO;
  }

  /// Closes the node's half first, and the rest when the client has seen that or takes too long: a
  /// client that is still sending would lose the answer to a reset.
  void closeGracefully(ChannelHandlerContext ctx) {
    if (halfClosed) {
      return;
    }
    halfClosed = true;
    if (ctx.channel() instanceof SocketChannel socket && socket.isInputShutdown()) {
      close(ctx);
      return;
    }
    var tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    } else if (ctx.channel() instanceof SocketChannel socket) {
      var _ = socket.shutdownOutput();
    }
    var closing = ctx.executor().schedule(() -> close(ctx), LINGER_SECONDS, TimeUnit.SECONDS);
    // Otherwise the timer would keep a closed connection in memory.
    ctx.channel().closeFuture().addListener(closed -> closing.cancel(false));
  }

  /// Closes the connection when everything written has been sent.
  static void closeAfterAll(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  static void close(ChannelHandlerContext ctx) {
    var _ = ctx.close();
  }
}

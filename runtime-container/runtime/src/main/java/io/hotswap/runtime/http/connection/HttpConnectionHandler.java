package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.http.request.HeadRules;
import io.hotswap.runtime.http.request.RequestDecoder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: requests are decided on by their heads, read and answered one by one, in order.
/// While one is in progress, or its client does not read the answer, the next one is not read.
/// Confined to the connection's event loop.
final class HttpConnectionHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnectionHandler.class);

  private final ConnectionContext context;
  private final RequestDecoder decoder;
  private final MemoryRefusals memoryRefusals;
  private final BodyReader bodies;
  private final ResponseWriter writer;
  private final ConnectionDeadlines connectionDeadlines;
  private ConnectionPhase connectionPhase = ConnectionPhase.IDLE;
  private @Nullable ServedRequest current;
  private boolean inputClosed;

  HttpConnectionHandler(ConnectionContext context, RequestDecoder decoder) {
    this.context = context;
    this.decoder = decoder;
    this.memoryRefusals = new MemoryRefusals(context.metrics());
    this.bodies = new BodyReader(context);
    this.writer = new ResponseWriter(context.config(), context.inFlight(), memoryRefusals);
    this.connectionDeadlines = new ConnectionDeadlines(context, decoder, writer);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    connectionDeadlines.begin(ctx, this);
  }

  ConnectionPhase phase() {
    return connectionPhase;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpRequest request && connectionPhase == ConnectionPhase.IDLE) {
        head(ctx, request);
      } else if (message instanceof HttpContent content && current != null) {
        content(ctx, current, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(ChannelHandlerContext ctx, HttpRequest request) {
    connectionDeadlines.headIsHere();
    decoder.pause();
    connectionPhase = ConnectionPhase.DECIDING;
    switch (HeadRules.check(request)) {
      case Result.Refused<InboundRequest>(Refusal refusal) -> {
        var now = new ServedRequest(request, InboundRequest.head("", "", "", request.headers()));
        current = now;
        answerAndClose(ctx, now, HttpProblem.answer(refusal, now.head));
      }
      case Result.Done<InboundRequest>(InboundRequest head) -> {
        var now = new ServedRequest(request, head);
        current = now;
        try {
          context
              .handler()
              .admit(head, it -> ConnectionTask.run(ctx, now, () -> decided(ctx, now, it)));
        } catch (RuntimeException | Error e) {
          refuse(ctx, now, HttpProblem.fault(head, e));
        }
      }
    }
  }

  private void decided(
      ChannelHandlerContext ctx, ServedRequest now, RequestDecision requestDecision) {
    if (now != current || connectionPhase != ConnectionPhase.DECIDING) {
      return;
    }
    var refusal = now.accept(requestDecision);
    if (refusal.isPresent()) {
      refuse(ctx, now, refusal.get());
    } else {
      readBody(ctx, now);
    }
  }

  private void readBody(ChannelHandlerContext ctx, ServedRequest now) {
    if (now.ended) {
      complete(ctx, now);
      return;
    }
    var refusal = bodies.begin(ctx, now);
    if (refusal.isPresent()) {
      refuse(ctx, now, memoryRefusals.answer(refusal.get(), now.head));
      return;
    }
    connectionDeadlines.bodyBegins();
    connectionPhase = ConnectionPhase.READING_BODY;
    decoder.resume(ctx);
  }

  private void content(ChannelHandlerContext ctx, ServedRequest now, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    now.ended |= last;
    if (connectionPhase != ConnectionPhase.READING_BODY
        && connectionPhase != ConnectionPhase.DISCARDING) {
      return;
    }
    connectionDeadlines.bodyMoves(content.content().readableBytes());
    if (content.decoderResult().isFailure()) {
      now.release();
      if (connectionPhase == ConnectionPhase.DISCARDING) {
        ConnectionDeadlines.close(ctx);
      } else {
        answerAndClose(ctx, now, HttpProblem.answer(BodyReader.BROKEN, now.head));
      }
    } else if (connectionPhase != ConnectionPhase.DISCARDING) {
      add(ctx, now, content, last);
    } else if (last) {
      next(ctx);
    }
  }

  private void add(
      ChannelHandlerContext ctx, ServedRequest now, HttpContent content, boolean last) {
    var refusal = bodies.add(now, content);
    if (refusal.isPresent()) {
      refuse(ctx, now, memoryRefusals.answer(refusal.get(), now.head));
    } else if (last) {
      complete(ctx, now);
    }
  }

  private void complete(ChannelHandlerContext ctx, ServedRequest now) {
    decoder.pause();
    connectionPhase = ConnectionPhase.CALLING;
    try {
      bodies.whole(now, it -> ConnectionTask.run(ctx, now, () -> bodyRead(ctx, now, it)));
    } catch (RuntimeException | Error e) {
      answer(ctx, now, HttpProblem.fault(now.head, e));
    }
  }

  private void bodyRead(
      ChannelHandlerContext ctx, ServedRequest now, Result<InboundRequest> request) {
    switch (request) {
      case Result.Refused<InboundRequest>(Refusal refusal) ->
          answer(ctx, now, memoryRefusals.answer(refusal, now.head));
      case Result.Done<InboundRequest>(InboundRequest inbound) -> serve(ctx, now, inbound);
    }
  }

  private void serve(ChannelHandlerContext ctx, ServedRequest now, InboundRequest request) {
    try {
      now.service.serve(request, it -> ConnectionTask.run(ctx, now, () -> answer(ctx, now, it)));
    } catch (RuntimeException | Error e) {
      answer(ctx, now, HttpProblem.fault(request, e));
    }
  }

  private void answer(ChannelHandlerContext ctx, ServedRequest now, OutboundResponse outbound) {
    now.release();
    if (now != current || connectionPhase != ConnectionPhase.CALLING) {
      return;
    }
    send(ctx, now, outbound);
    if (connectionPhase != ConnectionPhase.CLOSING) {
      next(ctx);
    }
  }

  /// Refuses a request before its body is read.
  private void refuse(ChannelHandlerContext ctx, ServedRequest now, OutboundResponse outbound) {
    now.release();
    now.keepAlive &= now.isWorthDraining();
    send(ctx, now, outbound);
    if (connectionPhase == ConnectionPhase.CLOSING) {
      return;
    }
    if (now.ended) {
      next(ctx);
    } else {
      connectionPhase = ConnectionPhase.DISCARDING;
      connectionDeadlines.bodyBegins();
      decoder.resume(ctx);
    }
  }

  private void answerAndClose(
      ChannelHandlerContext ctx, ServedRequest now, OutboundResponse outbound) {
    now.keepAlive = false;
    send(ctx, now, outbound);
  }

  private void send(ChannelHandlerContext ctx, ServedRequest now, OutboundResponse outbound) {
    boolean keepAlive = now.keepAlive && !context.closing().getAsBoolean() && !inputClosed;
    var framing = now.framing(keepAlive);
    if (keepAlive) {
      writer.write(ctx, outbound, framing, Optional.empty());
      return;
    }
    // Further input is read and dropped: the client would lose the answer to a reset.
    connectionPhase = ConnectionPhase.CLOSING;
    decoder.resume(ctx);
    writer.write(
        ctx, outbound, framing, Optional.of(() -> connectionDeadlines.closeGracefully(ctx)));
  }

  private void next(ChannelHandlerContext ctx) {
    if (!writer.hasRoom(ctx)) {
      decoder.pause();
      connectionPhase = ConnectionPhase.SENDING;
      return;
    }
    connectionPhase = ConnectionPhase.IDLE;
    current = null;
    if (inputClosed) {
      ConnectionDeadlines.closeAfterAll(ctx);
      return;
    }
    connectionDeadlines.idleBegins();
    decoder.resume(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    writer.sendMore(ctx);
    if (connectionPhase == ConnectionPhase.SENDING) {
      next(ctx);
    }
    ctx.fireChannelWritabilityChanged();
  }

  /// Answers 408 and ends the connection.
  void tooSlow(ChannelHandlerContext ctx) {
    var now = current == null ? ServedRequest.unread() : current;
    now.release();
    answerAndClose(ctx, now, HttpProblem.answer(ConnectionDeadlines.TOO_SLOW, now.head));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent) {
      // The client sends no more requests; it may still wait for answers.
      inputClosed = true;
      boolean answering =
          current != null && current.ended && connectionPhase != ConnectionPhase.DISCARDING;
      if (connectionPhase == ConnectionPhase.CLOSING ? writer.isIdle() : !answering) {
        ConnectionDeadlines.closeAfterAll(ctx);
      }
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    // A call in progress still uses its body.
    if (current != null && connectionPhase != ConnectionPhase.CALLING) {
      current.release();
    }
    connectionPhase = ConnectionPhase.CLOSING;
    current = null;
    writer.drop();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || cause instanceof DecoderException) {
      LOG.debug("A connection broke", cause);
    } else {
      LOG.error("A connection failed in the node", cause);
    }
    ConnectionDeadlines.close(ctx);
  }
}

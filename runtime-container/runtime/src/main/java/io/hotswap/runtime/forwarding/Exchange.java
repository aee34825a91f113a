package io.hotswap.runtime.forwarding;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.Reservation;
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
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One request at a time on a connection to another node, and its answer. Used on the connection's
/// event loop only.
final class Exchange extends SimpleChannelInboundHandler<HttpObject> {
  /// @param reusable whether the connection may carry another request
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(HttpResponse head, byte[] body, boolean reusable) {}

  private final BytesInFlight inFlight;
  private @Nullable CompletableFuture<Answer> waiting;
  private @Nullable HttpResponse head;
  private ByteBuf body = Unpooled.EMPTY_BUFFER;
  private String tenant = "";
  private @Nullable Reservation memory;

  Exchange(BytesInFlight inFlight) {
    this.inFlight = inFlight;
  }

  /// Awaits the answer to a request that is about to be written.
  ///
  /// @param asking tenant whose limit the answer's bytes count against
  CompletableFuture<Answer> await(String asking) {
    tenant = asking;
    var answer = new CompletableFuture<Answer>();
    waiting = answer;
    return answer;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) throws IOException {
    if (part.decoderResult().isFailure()) {
      throw unreadable(part.decoderResult().cause());
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

  private static IOException unreadable(Throwable why) {
    return new IOException(
        why instanceof TooLongHttpHeaderException
            ? "the header of its answer has more than %,d bytes"
                .formatted(NodeConnections.LARGEST_HEAD)
            : "what it says is not HTTP",
        why);
  }

  private void gather(ByteBuf content) throws IOException {
    int bytes = content.readableBytes();
    if (bytes == 0) {
      return;
    }
    var refusal = reserve(body.readableBytes() + bytes);
    if (refusal.isPresent()) {
      throw new IOException(
          "its answer has no room here: " + withoutFullStop(refusal.get().detail()));
    }
    if (body.capacity() == 0) {
      body = Unpooled.buffer(bytes);
    }
    body.writeBytes(content);
  }

  private static String withoutFullStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private Optional<Refusal> reserve(int bytes) {
    var held = memory;
    if (held != null) {
      return held.resize(bytes);
    }
    return switch (inFlight.reserve(tenant, bytes)) {
      case Result.Refused<Reservation>(Refusal refusal) -> Optional.of(refusal);
      case Result.Done<Reservation>(Reservation reserved) -> {
        memory = reserved;
        yield Optional.empty();
      }
    };
  }

  private void answered(HttpResponse response) {
    var answer = new Answer(response, ByteBufUtil.getBytes(body), HttpUtil.isKeepAlive(response));
    var waits = waiting;
    reset();
    if (waits != null) {
      waits.complete(answer);
    }
  }

  private void reset() {
    var held = memory;
    memory = null;
    if (held != null) {
      held.release();
    }
    body = Unpooled.EMPTY_BUFFER;
    head = null;
    waiting = null;
  }

  private void failed(Throwable why) {
    var waits = waiting;
    reset();
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

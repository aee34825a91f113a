package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.Inbound;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import java.util.function.Consumer;

/// How a request that was let in comes by its body.
record BodyReader(ConnectionContext context) {
  static final Refusal BROKEN =
      Refusal.of(ErrorCode.BAD_REQUEST, "The body is not chunked as HTTP/1.1 has it.");

  /// Makes room for it, and has the client send it.
  ///
  /// @return why it is not read
  Optional<Refusal> begin(ChannelHandlerContext ctx, ServedRequest now) {
    if (now.declared == 0) {
      return Optional.empty();
    }
    return switch (Body.reserve(context.inFlight(), now.tenant, now.declared)) {
      case Result.Refused<Body>(Refusal refusal) -> Optional.of(refusal);
      case Result.Done<Body>(Body body) -> {
        now.gathers(body);
        if (now.expectsContinue) {
          var _ =
              ctx.writeAndFlush(
                  new DefaultFullHttpResponse(
                      HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
        yield Optional.empty();
      }
    };
  }

  /// @return why it cannot be taken
  Optional<Refusal> add(ServedRequest now, HttpContent content) {
    var body = now.body();
    return body == null ? Optional.empty() : body.add(content.content());
  }

  /// @param request takes the whole request without its coding, or why there is none; on this
  ///   thread when nothing has to be decoded
  void whole(ServedRequest now, Consumer<Result<Inbound>> request) {
    var body = now.body();
    if (body == null) {
      request.accept(Result.done(now.head));
      return;
    }
    var bytes = body.whole();
    if (now.coding == ContentCoding.IDENTITY || bytes.length == 0) {
      request.accept(Result.done(now.head.with(bytes, body.memory())));
    } else {
      context.decoder().decode(now.coding, bytes, now.tenant, it -> decoded(now, it, request));
    }
  }

  // On the decoder's thread: nobody else has to do with the request meanwhile.
  private static void decoded(
      ServedRequest now, Result<Body> plain, Consumer<Result<Inbound>> request) {
    now.release();
    request.accept(
        plain.map(
            body -> {
              now.gathers(body);
              return now.head.with(body.whole(), body.memory());
            }));
  }
}

package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.body.ContentCoding;
import io.hotswap.runtime.http.body.RequestBody;
import io.hotswap.runtime.http.message.InboundRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads the body of an accepted request.
record BodyReader(ConnectionContext context) {
  static final Refusal BROKEN =
      Refusal.of(ErrorCode.BAD_REQUEST, "The body is not chunked as HTTP/1.1 has it.");

  /// Reserves memory for the body and asks the client to send it.
  ///
  /// @return the refusal when it is not read
  Optional<Refusal> begin(ChannelHandlerContext ctx, ServedRequest now) {
    if (now.declared == 0) {
      return Optional.empty();
    }
    return switch (RequestBody.reserve(context.inFlight(), now.tenant, now.declared)) {
      case Result.Refused<RequestBody>(Refusal refusal) -> Optional.of(refusal);
      case Result.Done<RequestBody>(RequestBody requestBody) -> {
        now.gathers(requestBody);
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

  /// @return the refusal when the piece is not accepted
  Optional<Refusal> add(ServedRequest now, HttpContent content) {
    var requestBody = now.body();
    return requestBody == null ? Optional.empty() : requestBody.add(content.content());
  }

  /// @param request takes the complete request with its body decoded, or the refusal; on this
  ///   thread when nothing has to be decoded
  void whole(ServedRequest now, Consumer<Result<InboundRequest>> request) {
    var requestBody = now.body();
    if (requestBody == null) {
      request.accept(Result.done(now.head));
      return;
    }
    var bytes = requestBody.whole();
    if (now.coding == ContentCoding.IDENTITY || bytes.length == 0) {
      request.accept(Result.done(now.head.with(bytes, requestBody.memory())));
    } else {
      context.decoder().decode(now.coding, bytes, now.tenant, it -> decoded(now, it, request));
    }
  }

  // On the decoder's thread: no other thread touches the request meanwhile.
  private static void decoded(
      ServedRequest now, Result<RequestBody> plain, Consumer<Result<InboundRequest>> request) {
    now.release();
    request.accept(
        plain.map(
            requestBody -> {
              now.gathers(requestBody);
              return now.head.with(requestBody.whole(), requestBody.memory());
            }));
  }
}

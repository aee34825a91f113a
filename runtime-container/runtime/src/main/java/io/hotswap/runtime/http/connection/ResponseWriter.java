package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.Reservation;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends answers, large ones in pieces: outside the heap a connection has no more than the socket
/// takes and two pieces, whatever its client does.
final class ResponseWriter {
  /// What is sent at once.
  static final int PIECE = 64 * 1024;

  private static final int NO_CONTENT = 204;
  private static final int HEAD = 256;
  private static final HttpHeadersFactory HEADERS =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);
  private static final byte[] NOTHING = new byte[0];

  private final BytesInFlight inFlight;
  private final MemoryRefusals memoryRefusals;
  private final TransferRate transferRate;
  private long unsent;
  private byte[] body = NOTHING;
  private int sent;
  // A piece that leaves at once tells so before it returns.
  private boolean going;
  private @Nullable Reservation memory;
  private @Nullable Runnable whole;

  ResponseWriter(HttpConfig config, BytesInFlight inFlight, MemoryRefusals memoryRefusals) {
    this.transferRate = new TransferRate(config);
    this.inFlight = inFlight;
    this.memoryRefusals = memoryRefusals;
  }

  /// How an answer is framed.
  ///
  /// @param head of its request; the answer to HEAD has no body
  /// @param old whether the client speaks HTTP/1.0, which ends connections unless told otherwise
  record Framing(InboundRequest head, String tenant, boolean keepAlive, boolean old) {}

  /// @param outbound another takes its place where there is no room for it
  /// @param whole run when all of the answer has left
  void write(
      ChannelHandlerContext ctx,
      OutboundResponse outbound,
      Framing framing,
      Optional<Runnable> whole) {
    if (outbound.body().length <= PIECE || framing.head().isHead()) {
      writeAtOnce(ctx, outbound, framing, whole.orElse(null));
      return;
    }
    var never = inFlight.neverFits("The reply", framing.tenant(), outbound.body().length);
    if (never.isPresent()) {
      writeAtOnce(
          ctx,
          memoryRefusals.tooLarge(outbound, never.get(), framing.head()),
          framing,
          whole.orElse(null));
      return;
    }
    switch (reserve(framing.tenant(), outbound.body().length)) {
      case Result.Refused<Reservation>(Refusal refusal) ->
          writeAtOnce(
              ctx,
              memoryRefusals.insteadOf(outbound, refusal, framing.head()),
              framing,
              whole.orElse(null));
      case Result.Done<Reservation>(Reservation reserved) ->
          writeInPieces(ctx, outbound, framing, reserved, whole.orElse(null));
    }
  }

  // What is nobody's call is for operators: they look when a node is full.
  private Result<Reservation> reserve(String tenant, int size) {
    return tenant.isEmpty()
        ? Result.done(inFlight.reserveInAnyCase(tenant, size))
        : inFlight.reserve(tenant, size);
  }

  private void writeAtOnce(
      ChannelHandlerContext ctx,
      OutboundResponse outbound,
      Framing framing,
      @Nullable Runnable whole) {
    var bytes = framing.head().isHead() ? NOTHING : outbound.body();
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(outbound.status()),
            Unpooled.wrappedBuffer(bytes),
            HEADERS,
            HEADERS);
    fill(response.headers(), outbound, framing);
    small(ctx, response, framing.tenant(), HEAD + bytes.length, whole);
  }

  private void writeInPieces(
      ChannelHandlerContext ctx,
      OutboundResponse outbound,
      Framing framing,
      Reservation reserved,
      @Nullable Runnable whole) {
    // First, so that it is given back with the connection, whatever fails.
    this.memory = reserved;
    var response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(outbound.status()), HEADERS);
    fill(response.headers(), outbound, framing);
    this.body = outbound.body();
    this.sent = 0;
    this.whole = whole;
    send(ctx, response, HEAD, null, null);
    goOn(ctx);
  }

  private static void fill(HttpHeaders headers, OutboundResponse outbound, Framing framing) {
    headers.add(HttpHeaderNames.DATE, DateField.now());
    if (outbound.status() != NO_CONTENT) {
      headers.add(ResponseHeader.CONTENT_TYPE, ascii(outbound.contentType()));
    }
    for (var header : outbound.headers()) {
      headers.add(header.name(), ascii(header.value()));
    }
    if (outbound.status() != NO_CONTENT) {
      headers.addInt(HttpHeaderNames.CONTENT_LENGTH, outbound.body().length);
    }
    if (!framing.keepAlive()) {
      headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (framing.old()) {
      headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  // Texts are written to the socket's buffer char by char, these are copied as a whole.
  private static AsciiString ascii(String text) {
    return new AsciiString(text.getBytes(StandardCharsets.ISO_8859_1), false);
  }

  /// Sends what the socket takes now of an answer that is not whole yet.
  void goOn(ChannelHandlerContext ctx) {
    if (going) {
      return;
    }
    going = true;
    while (body.length > 0 && ctx.channel().isWritable() && ctx.channel().isActive()) {
      int size = Math.min(PIECE, body.length - sent);
      var piece = Unpooled.wrappedBuffer(body, sent, size);
      sent += size;
      if (sent < body.length) {
        send(ctx, new DefaultHttpContent(piece), size, null, null);
      } else {
        var last = memory;
        var then = whole;
        forget();
        send(ctx, new DefaultLastHttpContent(piece, HEADERS), size, last, then);
      }
    }
    going = false;
  }

  // Most leave at once: only what stays is worth counting.
  private void small(
      ChannelHandlerContext ctx,
      HttpObject response,
      String tenant,
      int size,
      @Nullable Runnable whole) {
    begin(size);
    var written = ctx.writeAndFlush(response);
    if (written.isDone()) {
      gone(written, size, null, whole);
    } else {
      var held = inFlight.reserveInAnyCase(tenant, size);
      written.addListener(_ -> gone(written, size, held, whole));
    }
  }

  private void begin(int size) {
    if (unsent == 0) {
      transferRate.begin();
    }
    unsent += size;
  }

  private void send(
      ChannelHandlerContext ctx,
      HttpObject part,
      int size,
      @Nullable Reservation memory,
      @Nullable Runnable whole) {
    begin(size);
    var written = ctx.writeAndFlush(part);
    if (written.isDone()) {
      gone(written, size, memory, whole);
    } else {
      written.addListener(_ -> gone(written, size, memory, whole));
    }
  }

  private void gone(
      ChannelFuture written, int size, @Nullable Reservation memory, @Nullable Runnable whole) {
    unsent -= size;
    transferRate.moved(size);
    if (memory != null) {
      memory.release();
    }
    if (whole != null && written.isSuccess()) {
      whole.run();
    }
  }

  /// Whether the next answer may be made.
  boolean hasRoom(ChannelHandlerContext ctx) {
    return body.length == 0 && ctx.channel().isWritable();
  }

  /// @param since the last look
  boolean isTooSlow(Duration since) {
    return (unsent > 0 || body.length > 0) && transferRate.isTooSlow(since);
  }

  boolean isIdle() {
    return unsent == 0 && body.length == 0;
  }

  private void forget() {
    body = NOTHING;
    memory = null;
    whole = null;
  }

  /// The client is gone.
  void drop() {
    var held = memory;
    forget();
    if (held != null) {
      held.release();
    }
  }
}

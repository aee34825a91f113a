package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.DateField;
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

/// Sends responses, large ones in pieces: outside the heap a connection holds no more than the
/// socket's buffer and two pieces, however slowly its client reads.
final class ResponseWriter {
  /// Largest piece, in bytes.
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
  // A piece that is sent at once calls back before `write` returns.
  private boolean sending;
  private @Nullable Reservation memory;
  private @Nullable Runnable onSent;

  ResponseWriter(HttpConfig config, BytesInFlight inFlight, MemoryRefusals memoryRefusals) {
    this.transferRate = new TransferRate(config);
    this.inFlight = inFlight;
    this.memoryRefusals = memoryRefusals;
  }

  /// How a response is framed.
  ///
  /// @param head of its request; the response to HEAD has no body
  /// @param old whether the client speaks HTTP/1.0, where connections close by default
  record Framing(InboundRequest head, String tenant, boolean keepAlive, boolean old) {}

  /// @param outbound replaced by a refusal when there is no memory for it
  /// @param whole run when the response was sent in full
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

  // Responses without a tenant are for operators, who read them when a node is full.
  private Result<Reservation> reserve(String tenant, int size) {
    return tenant.isEmpty()
        ? Result.done(inFlight.reserveUnchecked(tenant, size))
        : inFlight.reserve(tenant, size);
  }

  private void writeAtOnce(
      ChannelHandlerContext ctx,
      OutboundResponse outbound,
      Framing framing,
      @Nullable Runnable onSent) {
    var bytes = framing.head().isHead() ? NOTHING : outbound.body();
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(outbound.status()),
            Unpooled.wrappedBuffer(bytes),
            HEADERS,
            HEADERS);
    fill(response.headers(), outbound, framing);
    small(ctx, response, framing.tenant(), HEAD + bytes.length, onSent);
  }

  private void writeInPieces(
      ChannelHandlerContext ctx,
      OutboundResponse outbound,
      Framing framing,
      Reservation reserved,
      @Nullable Runnable onSent) {
    // First, so that it is released with the connection, whatever fails.
    this.memory = reserved;
    var response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(outbound.status()), HEADERS);
    fill(response.headers(), outbound, framing);
    this.body = outbound.body();
    this.sent = 0;
    this.onSent = onSent;
    send(ctx, response, HEAD, null, null);
    sendMore(ctx);
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

  // Netty writes other texts to the socket's buffer char by char, and copies these as a whole.
  private static AsciiString ascii(String text) {
    return new AsciiString(text.getBytes(StandardCharsets.ISO_8859_1), false);
  }

  /// Sends what the socket accepts now of an unfinished response.
  void sendMore(ChannelHandlerContext ctx) {
    if (sending) {
      return;
    }
    sending = true;
    while (body.length > 0 && ctx.channel().isWritable() && ctx.channel().isActive()) {
      int size = Math.min(PIECE, body.length - sent);
      var piece = Unpooled.wrappedBuffer(body, sent, size);
      sent += size;
      if (sent < body.length) {
        send(ctx, new DefaultHttpContent(piece), size, null, null);
      } else {
        var last = memory;
        var then = onSent;
        forget();
        send(ctx, new DefaultLastHttpContent(piece, HEADERS), size, last, then);
      }
    }
    sending = false;
  }

  // Most are sent at once; memory is reserved only for what stays.
  private void small(
      ChannelHandlerContext ctx,
      HttpObject response,
      String tenant,
      int size,
      @Nullable Runnable onSent) {
    begin(size);
    var written = ctx.writeAndFlush(response);
    if (written.isDone()) {
      afterWrite(written, size, null, onSent);
    } else {
      var held = inFlight.reserveUnchecked(tenant, size);
      written.addListener(_ -> afterWrite(written, size, held, onSent));
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
      @Nullable Runnable onSent) {
    begin(size);
    var written = ctx.writeAndFlush(part);
    if (written.isDone()) {
      afterWrite(written, size, memory, onSent);
    } else {
      written.addListener(_ -> afterWrite(written, size, memory, onSent));
    }
  }

  private void afterWrite(
      ChannelFuture written, int size, @Nullable Reservation memory, @Nullable Runnable onSent) {
    unsent -= size;
    transferRate.moved(size);
    if (memory != null) {
      memory.release();
    }
    if (onSent != null && written.isSuccess()) {
      onSent.run();
    }
  }

  /// Whether the next response may be started.
  boolean hasRoom(ChannelHandlerContext ctx) {
    return body.length == 0 && ctx.channel().isWritable();
  }

  /// @param since time since the last check
  boolean isTooSlow(Duration since) {
    return (unsent > 0 || body.length > 0) && transferRate.isTooSlow(since);
  }

  boolean isIdle() {
    return unsent == 0 && body.length == 0;
  }

  private void forget() {
    body = NOTHING;
    memory = null;
    onSent = null;
  }

  /// Releases everything when the client is gone.
  void drop() {
    var held = memory;
    forget();
    if (held != null) {
      held.release();
    }
  }
}

package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.body.ContentCoding;
import io.hotswap.runtime.http.body.RequestBody;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.http.request.HeadRules;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request until its answer. Confined to the connection's event loop.
final class ServedRequest {
  private static final RequestDecision.Service NONE =
      (_, _) -> {
        throw new IllegalStateException("not decided");
      };

  final InboundRequest head;
  final long declared;
  final boolean expectsContinue;
  final boolean old;
  boolean keepAlive;
  boolean ended;
  String tenant = "";
  RequestDecision.Service service = NONE;
  ContentCoding coding = ContentCoding.IDENTITY;
  private @Nullable RequestBody requestBody;

  /// Stands for a request whose head has not arrived in full.
  static ServedRequest unread() {
    var nothing = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "");
    return new ServedRequest(nothing, InboundRequest.head("", "", "", nothing.headers()));
  }

  /// @param head as far as it could be read
  ServedRequest(HttpRequest request, InboundRequest head) {
    this.head = head;
    this.declared = declared(request);
    this.expectsContinue = HeadRules.expectsContinue(request);
    this.old = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
    this.keepAlive = HttpUtil.isKeepAlive(request);
  }

  // The length of a request that could not be decoded may be no number.
  private static long declared(HttpRequest request) {
    return request.decoderResult().isFailure() || HttpUtil.isTransferEncodingChunked(request)
        ? -1
        : HttpUtil.getContentLength(request, 0L);
  }

  /// @return the answer when the request is refused
  Optional<OutboundResponse> accept(RequestDecision requestDecision) {
    return switch (requestDecision) {
      case RequestDecision.Refused(OutboundResponse answer) -> Optional.of(answer);
      case RequestDecision.Accepted(String payer, RequestDecision.Service by) -> {
        tenant = payer;
        service = by;
        yield switch (ContentCoding.of(head.headers())) {
          case Result.Refused<ContentCoding>(Refusal refusal) ->
              Optional.of(HttpProblem.answer(refusal, head, ContentCoding.ACCEPTED));
          case Result.Done<ContentCoding>(ContentCoding known) -> {
            coding = known;
            yield Optional.empty();
          }
        };
      }
    };
  }

  ResponseWriter.Framing framing(boolean keepConnection) {
    return new ResponseWriter.Framing(head, tenant, keepConnection, old);
  }

  /// Whether the rest of the body may be read and dropped, to keep the connection.
  boolean isWorthDraining() {
    return ended || (declared >= 0 && declared <= RequestBody.MOST_BYTES && !expectsContinue);
  }

  void gathers(RequestBody requestBody) {
    this.requestBody = requestBody;
  }

  @Nullable RequestBody body() {
    return requestBody;
  }

  /// Releases the body.
  void release() {
    var held = requestBody;
    requestBody = null;
    if (held != null) {
      held.memory().release();
    }
  }
}

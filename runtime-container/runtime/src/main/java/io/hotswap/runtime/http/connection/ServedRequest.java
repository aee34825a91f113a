package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
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

/// One request on its way to its answer. Of the connection's own thread.
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

  /// Of which the head is not whole.
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

  // What could not be decoded may have a length that is no number.
  private static long declared(HttpRequest request) {
    return request.decoderResult().isFailure() || HttpUtil.isTransferEncodingChunked(request)
        ? -1
        : HttpUtil.getContentLength(request, 0L);
  }

  /// @return the answer, when the request may not come in
  Optional<OutboundResponse> letIn(RequestDecision requestDecision) {
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

  /// Whether the rest of the body may be read for nothing, to keep the connection.
  boolean isWorthReadingOn() {
    return ended || (declared >= 0 && declared <= RequestBody.MOST_BYTES && !expectsContinue);
  }

  void gathers(RequestBody requestBody) {
    this.requestBody = requestBody;
  }

  @Nullable RequestBody body() {
    return requestBody;
  }

  /// The body is not needed here any more.
  void release() {
    var held = requestBody;
    requestBody = null;
    if (held != null) {
      held.memory().release();
    }
  }
}

package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.Admission;
import io.hotswap.runtime.http.message.Inbound;
import io.hotswap.runtime.http.message.Outbound;
import io.hotswap.runtime.http.message.Problem;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request on its way to its answer. Of the connection's own thread.
final class ServedRequest {
  private static final Admission.Service NONE =
      (_, _) -> {
        throw new IllegalStateException("not decided");
      };

  final Inbound head;
  final long declared;
  final boolean expectsContinue;
  final boolean old;
  boolean keepAlive;
  boolean ended;
  String tenant = "";
  Admission.Service service = NONE;
  ContentCoding coding = ContentCoding.IDENTITY;
  private @Nullable Body body;

  /// Of which the head is not whole.
  static ServedRequest unread() {
    var nothing = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "");
    return new ServedRequest(nothing, Inbound.head("", "", "", nothing.headers()));
  }

  /// @param head as far as it could be read
  ServedRequest(HttpRequest request, Inbound head) {
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
  Optional<Outbound> letIn(Admission admission) {
    return switch (admission) {
      case Admission.Refused(Outbound answer) -> Optional.of(answer);
      case Admission.Accepted(String payer, Admission.Service by) -> {
        tenant = payer;
        service = by;
        yield switch (ContentCoding.of(head.headers())) {
          case Result.Refused<ContentCoding>(Refusal refusal) ->
              Optional.of(Problem.answer(refusal, head, ContentCoding.ACCEPTED));
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
    return ended || (declared >= 0 && declared <= Body.MOST_BYTES && !expectsContinue);
  }

  void gathers(Body body) {
    this.body = body;
  }

  @Nullable Body body() {
    return body;
  }

  /// The body is not needed here any more.
  void release() {
    var held = body;
    body = null;
    if (held != null) {
      held.memory().release();
    }
  }
}

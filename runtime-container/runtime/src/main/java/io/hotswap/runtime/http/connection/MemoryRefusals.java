package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.Category;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.metrics.HttpMetrics;

/// Counts refusals for lack of memory, and suggests a retry soon.
record MemoryRefusals(HttpMetrics metrics) {
  private static final ResponseHeader SOON = new ResponseHeader(ResponseHeader.RETRY_AFTER, "1");

  /// @param refusal any refusal, also for other reasons
  OutboundResponse answer(Refusal refusal, InboundRequest head) {
    return switch (refusal.code().category()) {
      case TOO_MANY -> counted("tenant", refusal, head);
      case UNAVAILABLE -> counted("node", refusal, head);
      default -> HttpProblem.answer(refusal, head);
    };
  }

  /// The answer when a call was carried out and its reply finds no room. It suggests no retry,
  /// since the call must not be repeated by its client or another node, and names the version.
  ///
  /// @param refusal why there is no room for the reply
  OutboundResponse insteadOf(OutboundResponse reply, Refusal refusal, InboundRequest head) {
    metrics.refusedForMemory(refusal.code().category() == Category.TOO_MANY ? "tenant" : "node");
    var detail =
        "The call was carried out, but there is no room for its reply of %,d bytes now."
            .formatted(reply.body().length);
    return instead(reply, detail, head);
  }

  /// @param why the reply would not fit on an idle node either
  OutboundResponse tooLarge(OutboundResponse reply, String why, InboundRequest head) {
    metrics.refusedForMemory("reply");
    return instead(reply, why, head);
  }

  private static OutboundResponse instead(
      OutboundResponse reply, String detail, InboundRequest head) {
    var refusal = Refusal.of(ErrorCode.REPLY_TOO_LARGE, detail);
    return HttpProblem.answer(refusal, head.traceparent(), reply.headers());
  }

  private OutboundResponse counted(String limit, Refusal refusal, InboundRequest head) {
    metrics.refusedForMemory(limit);
    return HttpProblem.answer(refusal, head, SOON);
  }
}

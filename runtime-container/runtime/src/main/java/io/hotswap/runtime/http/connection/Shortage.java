package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.Category;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.http.message.Header;
import io.hotswap.runtime.http.message.Inbound;
import io.hotswap.runtime.http.message.Outbound;
import io.hotswap.runtime.http.message.Problem;
import io.hotswap.runtime.metrics.HttpMetrics;

/// Counts refusals for want of memory, and says that it is worth trying again soon.
record Shortage(HttpMetrics metrics) {
  private static final Header SOON = new Header(Header.RETRY_AFTER, "1");

  /// @param refusal also one that has nothing to do with memory
  Outbound answer(Refusal refusal, Inbound head) {
    return switch (refusal.code().category()) {
      case TOO_MANY -> counted("tenant", refusal, head);
      case UNAVAILABLE -> counted("node", refusal, head);
      default -> Problem.answer(refusal, head);
    };
  }

  /// A call that has been carried out is not to be repeated, by its client or by another node: it
  /// is not told to try again, and still told which version it was.
  ///
  /// @param refusal why there is no room for the reply
  Outbound insteadOf(Outbound reply, Refusal refusal, Inbound head) {
    metrics.refusedForMemory(refusal.code().category() == Category.TOO_MANY ? "tenant" : "node");
    var detail =
        "The call was carried out, but there is no room for its reply of %,d bytes now."
            .formatted(reply.body().length);
    return instead(reply, detail, head);
  }

  /// @param why there is no room for the reply on an idle node either
  Outbound tooLarge(Outbound reply, String why, Inbound head) {
    metrics.refusedForMemory("reply");
    return instead(reply, why, head);
  }

  private static Outbound instead(Outbound reply, String detail, Inbound head) {
    var refusal = Refusal.of(ErrorCode.REPLY_TOO_LARGE, detail);
    return Problem.answer(refusal, head.traceparent(), reply.headers());
  }

  private Outbound counted(String limit, Refusal refusal, Inbound head) {
    metrics.refusedForMemory(limit);
    return Problem.answer(refusal, head, SOON);
  }
}

package io.hotswap.runtime.http.connection;

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

  private Outbound counted(String limit, Refusal refusal, Inbound head) {
    metrics.refusedForMemory(limit);
    return Problem.answer(refusal, head, SOON);
  }
}

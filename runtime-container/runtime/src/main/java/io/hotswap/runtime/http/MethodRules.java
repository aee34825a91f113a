package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.http.message.ResponseHeader;
import java.util.Optional;
import java.util.function.Supplier;

/// The answers of every address to methods other than its own.
final class MethodRules {
  private static final String OPTIONS = "OPTIONS";
  private static final String OF_PAGES = "GET, HEAD";

  private MethodRules() {}

  static RequestDecision page(Optional<Supplier<OutboundResponse>> page, InboundRequest head) {
    if (page.isEmpty()) {
      return head.path().equals("*") ? other(head, "GET, HEAD, POST") : notFound(head);
    }
    return head.isGet() ? RequestDecision.answering(_ -> page.get().get()) : other(head, OF_PAGES);
  }

  /// @param right the methods of the address
  static RequestDecision other(InboundRequest head, String right) {
    var allow = new ResponseHeader(ResponseHeader.ALLOW, right + ", " + OPTIONS);
    return new RequestDecision.Refused(
        head.method().equals(OPTIONS)
            ? OutboundResponse.empty(allow)
            : HttpProblem.answer(
                Refusal.of(ErrorCode.METHOD_NOT_ALLOWED, "This address takes " + right + " only."),
                head,
                allow));
  }

  private static RequestDecision notFound(InboundRequest head) {
    return new RequestDecision.Refused(
        HttpProblem.answer(
            Refusal.of(
                ErrorCode.NO_SUCH_ROUTE,
                "There is nothing at this address. Plugins are called by POST to"
                    + " /api/v1/plugins/{plugin}/invoke/{operation}."),
            head));
  }
}

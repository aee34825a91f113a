package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.http.message.Admission;
import io.hotswap.runtime.http.message.Header;
import io.hotswap.runtime.http.message.Inbound;
import io.hotswap.runtime.http.message.Outbound;
import io.hotswap.runtime.http.message.Problem;
import java.util.Optional;
import java.util.function.Supplier;

/// What every address answers to methods that are not its own.
final class Methods {
  private static final String OPTIONS = "OPTIONS";
  private static final String OF_PAGES = "GET, HEAD";

  private Methods() {}

  static Admission page(Optional<Supplier<Outbound>> page, Inbound head) {
    if (page.isEmpty()) {
      return head.path().equals("*") ? other(head, "GET, HEAD, POST") : nothingHere(head);
    }
    return head.isGet() ? Admission.answering(_ -> page.get().get()) : other(head, OF_PAGES);
  }

  /// @param right the methods of the address
  static Admission other(Inbound head, String right) {
    var allow = new Header(Header.ALLOW, right + ", " + OPTIONS);
    return new Admission.Refused(
        head.method().equals(OPTIONS)
            ? Outbound.empty(allow)
            : Problem.answer(
                Refusal.of(ErrorCode.METHOD_NOT_ALLOWED, "This address takes " + right + " only."),
                head,
                allow));
  }

  private static Admission nothingHere(Inbound head) {
    return new Admission.Refused(
        Problem.answer(
            Refusal.of(
                ErrorCode.NO_SUCH_ROUTE,
                "There is nothing at this address. Plugins are called by POST to"
                    + " /api/v1/plugins/{plugin}/invoke/{operation}."),
            head));
  }
}

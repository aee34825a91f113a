package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.Admission;
import io.hotswap.runtime.http.message.Inbound;
import io.hotswap.runtime.http.message.Problem;
import io.hotswap.runtime.http.message.RequestHandler;
import java.util.function.Consumer;

/// Every address of the listener that no client reaches: probes, scrapers and people who operate
/// nodes are trusted there, and nobody is asked for a token.
public final class OperatorRoutes implements RequestHandler {
  private final ExplainRoute explain;
  private final NodePages pages;

  public OperatorRoutes(ExplainRoute explain, NodePages pages) {
    this.explain = explain;
    this.pages = pages;
  }

  @Override
  public void admit(Inbound head, Consumer<Admission> decided) {
    var address = Address.of(head.path());
    decided.accept(
        address != null && address.isExplanation()
            ? explained(address.plugin(), head)
            : Methods.page(pages.forOperators(head.path()), head));
  }

  private Admission explained(String given, Inbound head) {
    return switch (Address.decoded(given, "#path/plugin")) {
      case Result.Refused<String>(Refusal why) -> new Admission.Refused(Problem.answer(why, head));
      case Result.Done<String>(String plugin) -> {
        if (head.isGet()) {
          yield Admission.answering(request -> explain.one(plugin, request));
        }
        yield head.method().equals("POST")
            ? Admission.answering(request -> explain.many(plugin, request))
            : Methods.other(head, "GET, HEAD, POST");
      }
    };
  }
}

package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.http.message.RequestHandler;
import java.util.function.Consumer;

/// The routes of the listener for probes, scrapers and operators, which no client reaches; they
/// need no token.
public final class OperatorRoutes implements RequestHandler {
  private final ExplainRoute explain;
  private final NodePages pages;

  public OperatorRoutes(ExplainRoute explain, NodePages pages) {
    this.explain = explain;
    this.pages = pages;
  }

  @Override
  public void admit(InboundRequest head, Consumer<RequestDecision> decided) {
    var pluginPath = PluginPath.of(head.path());
    decided.accept(
        pluginPath != null && pluginPath.isExplanation()
            ? explained(pluginPath.plugin(), head)
            : MethodRules.page(pages.forOperators(head.path()), head));
  }

  private RequestDecision explained(String given, InboundRequest head) {
    return switch (PluginPath.decoded(given, "#path/plugin")) {
      case Result.Refused<String>(Refusal why) ->
          new RequestDecision.Refused(HttpProblem.answer(why, head));
      case Result.Done<String>(String plugin) -> {
        if (head.isGet()) {
          yield RequestDecision.answering(request -> explain.one(plugin, request));
        }
        yield head.method().equals("POST")
            ? RequestDecision.answering(request -> explain.many(plugin, request))
            : MethodRules.other(head, "GET, HEAD, POST");
      }
    };
  }
}

package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.http.message.RequestHandler;
import java.util.function.Consumer;

/// The routes of the listener for clients and balancers; `openapi.yaml` describes them.
public final class ClientRoutes implements RequestHandler {
  private final InvokeRoute invoke;
  private final NodePages pages;

  public ClientRoutes(InvokeRoute invoke, NodePages pages) {
    this.invoke = invoke;
    this.pages = pages;
  }

  @Override
  public void admit(InboundRequest head, Consumer<RequestDecision> decided) {
    var pluginPath = PluginPath.of(head.path());
    if (pluginPath == null || !pluginPath.isInvocation()) {
      decided.accept(MethodRules.page(pages.forBalancers(head.path()), head));
    } else if (head.method().equals("POST")) {
      invoke(pluginPath, head, decided);
    } else {
      decided.accept(MethodRules.other(head, "POST"));
    }
  }

  private void invoke(
      PluginPath pluginPath, InboundRequest head, Consumer<RequestDecision> decided) {
    var plugin = PluginPath.decoded(pluginPath.plugin(), "#path/plugin");
    var operation = PluginPath.decoded(pluginPath.operation(), "#path/operation");
    if (plugin instanceof Result.Refused<String>(Refusal why)) {
      decided.accept(new RequestDecision.Refused(HttpProblem.answer(why, head)));
    } else if (operation instanceof Result.Refused<String>(Refusal why)) {
      decided.accept(new RequestDecision.Refused(HttpProblem.answer(why, head)));
    } else if (plugin instanceof Result.Done<String>(String name)
        && operation instanceof Result.Done<String>(String what)) {
      invoke.admit(name, what, head, decided);
    }
  }
}

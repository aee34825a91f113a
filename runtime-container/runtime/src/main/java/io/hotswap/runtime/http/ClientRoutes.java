package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.Admission;
import io.hotswap.runtime.http.message.Inbound;
import io.hotswap.runtime.http.message.Problem;
import io.hotswap.runtime.http.message.RequestHandler;
import java.util.function.Consumer;

/// Every address that clients and balancers reach; `openapi.yaml` describes them.
public final class ClientRoutes implements RequestHandler {
  private final InvokeRoute invoke;
  private final NodePages pages;

  public ClientRoutes(InvokeRoute invoke, NodePages pages) {
    this.invoke = invoke;
    this.pages = pages;
  }

  @Override
  public void admit(Inbound head, Consumer<Admission> decided) {
    var address = Address.of(head.path());
    if (address == null || !address.isInvocation()) {
      decided.accept(Methods.page(pages.forBalancers(head.path()), head));
    } else if (head.method().equals("POST")) {
      invoke(address, head, decided);
    } else {
      decided.accept(Methods.other(head, "POST"));
    }
  }

  private void invoke(Address address, Inbound head, Consumer<Admission> decided) {
    var plugin = Address.decoded(address.plugin(), "#path/plugin");
    var operation = Address.decoded(address.operation(), "#path/operation");
    if (plugin instanceof Result.Refused<String>(Refusal why)) {
      decided.accept(new Admission.Refused(Problem.answer(why, head)));
    } else if (operation instanceof Result.Refused<String>(Refusal why)) {
      decided.accept(new Admission.Refused(Problem.answer(why, head)));
    } else if (plugin instanceof Result.Done<String>(String name)
        && operation instanceof Result.Done<String>(String what)) {
      invoke.admit(name, what, head, decided);
    }
  }
}

package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every address of a node; `openapi.yaml` describes them.
public final class Routes {
  private final InvokeRoute invoke;
  private final ExplainRoute explain;
  private final OperatorRoutes operators;

  public Routes(InvokeRoute invoke, ExplainRoute explain, OperatorRoutes operators) {
    this.invoke = invoke;
    this.explain = explain;
    this.operators = operators;
  }

  /// `/api/v1/plugins/{plugin}/{what}`.
  private record Address(String plugin, String what) {
    private static final String PLUGINS = "/api/v1/plugins/";
    private static final String INVOKE = "invoke/";

    // To split a path would make a text of every part, with every call.
    static @Nullable Address of(String path) {
      int end = path.startsWith(PLUGINS) ? path.indexOf('/', PLUGINS.length()) : -1;
      return end > PLUGINS.length()
          ? new Address(path.substring(PLUGINS.length(), end), path.substring(end + 1))
          : null;
    }

    boolean isInvocation() {
      return what.startsWith(INVOKE)
          && what.length() > INVOKE.length()
          && what.indexOf('/', INVOKE.length()) < 0;
    }

    String operation() {
      return what.substring(INVOKE.length());
    }

    boolean isExplanation() {
      return what.equals("route");
    }
  }

  /// Answers exactly once, on any thread; blocks none.
  void serve(Inbound request, Consumer<Outbound> answer) {
    var address = Address.of(request.path());
    if (address != null && address.isInvocation()) {
      if (request.method().equals("POST")) {
        invoke.serve(address.plugin(), address.operation(), request, answer);
      } else {
        answer.accept(wrongMethod("POST", request));
      }
    } else if (address != null && address.isExplanation()) {
      answer.accept(explained(address.plugin(), request));
    } else {
      answer.accept(page(request));
    }
  }

  private Outbound page(Inbound request) {
    var page = operators.page(request.path());
    if (page.isEmpty()) {
      return Problem.answer(
          Refusal.of(
              ErrorCode.NO_SUCH_ROUTE,
              "There is nothing at this address. Plugins are called by POST to"
                  + " /api/v1/plugins/{plugin}/invoke/{operation}."),
          request);
    }
    return request.method().equals("GET") ? page.get().get() : wrongMethod("GET", request);
  }

  private Outbound explained(String plugin, Inbound request) {
    return switch (request.method()) {
      case "GET" -> explain.one(plugin, request);
      case "POST" -> explain.many(plugin, request);
      default -> wrongMethod("GET, POST", request);
    };
  }

  private static Outbound wrongMethod(String right, Inbound request) {
    return Problem.answer(
        Refusal.of(ErrorCode.METHOD_NOT_ALLOWED, "This address takes " + right + " only."),
        request.header(Header.TRACEPARENT),
        List.of(new Header(Header.ALLOW, right)));
  }
}

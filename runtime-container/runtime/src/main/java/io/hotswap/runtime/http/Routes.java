package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.List;
import java.util.function.Consumer;

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

  /// Answers exactly once, on any thread; blocks none.
  void serve(Inbound request, Consumer<Outbound> answer) {
    var parts = request.path().split("/", -1);
    if (isInvocation(parts)) {
      if (request.method().equals("POST")) {
        invoke.serve(parts[4], parts[6], request, answer);
      } else {
        answer.accept(wrongMethod("POST", request));
      }
      return;
    }
    if (isExplanation(parts)) {
      answer.accept(explained(parts[4], request));
      return;
    }
    var page = operators.page(request.path());
    if (page.isEmpty()) {
      answer.accept(
          Problem.answer(
              Refusal.of(
                  ErrorCode.NO_SUCH_ROUTE,
                  "There is nothing at this address. Plugins are called by POST to"
                      + " /api/v1/plugins/{plugin}/invoke/{operation}."),
              request));
    } else if (request.method().equals("GET")) {
      answer.accept(page.get().get());
    } else {
      answer.accept(wrongMethod("GET", request));
    }
  }

  private Outbound explained(String plugin, Inbound request) {
    return switch (request.method()) {
      case "GET" -> explain.one(plugin, request);
      case "POST" -> explain.many(plugin, request);
      default -> wrongMethod("GET, POST", request);
    };
  }

  private static boolean isInvocation(String[] parts) {
    return parts.length == 7
        && isOfPlugin(parts)
        && parts[5].equals("invoke")
        && !parts[6].isEmpty();
  }

  private static boolean isExplanation(String[] parts) {
    return parts.length == 6 && isOfPlugin(parts) && parts[5].equals("route");
  }

  private static boolean isOfPlugin(String[] parts) {
    return parts[1].equals("api")
        && parts[2].equals("v1")
        && parts[3].equals("plugins")
        && !parts[4].isEmpty();
  }

  private static Outbound wrongMethod(String right, Inbound request) {
    return Problem.answer(
        Refusal.of(ErrorCode.METHOD_NOT_ALLOWED, "This address takes " + right + " only."),
        request.header("traceparent"),
        List.of(new Header(Header.ALLOW, right)));
  }
}

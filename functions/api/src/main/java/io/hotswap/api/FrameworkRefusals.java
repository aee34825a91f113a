package io.hotswap.api;

import io.hotswap.api.wording.CloseRoutes;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/// Requests that Micronaut refuses before an operation is reached, as problem documents.
@Singleton
@Primary
final class FrameworkRefusals implements ErrorResponseProcessor<String> {
  private final CloseRoutes routes;

  FrameworkRefusals(OpenApi api) {
    this.routes = new CloseRoutes(api.document());
  }

  @Override
  public MutableHttpResponse<String> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    var problem =
        Responses.http(
            refusal(context.getRequest(), response), RequestIds.of(context.getRequest()));
    response.getHeaders().getAll("Allow").forEach(allow -> problem.header("Allow", allow));
    return problem;
  }

  private Refusal refusal(HttpRequest<?> request, HttpResponse<?> response) {
    var route = request.getMethodName() + " " + request.getPath();
    return switch (response.code()) {
      case 404 -> noRoute(route, request.getPath());
      case 405 ->
          Refusal.of(
              ErrorCode.METHOD_NOT_ALLOWED,
              "%s takes %s, not %s."
                  .formatted(
                      request.getPath(),
                      String.join(", ", response.getHeaders().getAll("Allow")),
                      request.getMethodName()));
      case 406 ->
          Refusal.of(
              ErrorCode.INVALID_PARAMETER,
              "The answer is JSON, which the request does not accept.",
              "#header/Accept",
              "application/json",
              "Accept application/json, or leave the header out.");
      case 415 ->
          Refusal.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              route + " takes application/json.",
              "#header/Content-Type",
              "application/json",
              "Send JSON with the header Content-Type: application/json.");
      case 500, 502, 503, 504 ->
          Refusal.of(
              ErrorCode.INTERNAL_ERROR,
              "The fault is logged under the trace and request id given here.");
      default ->
          Refusal.of(
              ErrorCode.INVALID_PARAMETER,
              route + " was not understood.",
              "#request",
              "what openapi.yaml declares for the operation",
              "Compare the request with openapi.yaml.");
    };
  }

  private Refusal noRoute(String route, String path) {
    var close = routes.to(path);
    var known = close.isEmpty() ? routes.all() : close;
    return Refusal.of(
        ErrorCode.NO_SUCH_ROUTE,
        route + " is no route of this API.",
        "#path",
        "one of the routes " + String.join("; ", known),
        close.isEmpty()
            ? "Look the route up in openapi.yaml."
            : "Correct it to " + close.getFirst() + ", or see the routes in openapi.yaml.");
  }
}

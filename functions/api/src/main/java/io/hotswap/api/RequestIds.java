package io.hotswap.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.http.HttpRequest;
import io.micronaut.servlet.http.ServletHttpRequest;

/// The ids by which a request is found in logs, traces and audit records.
record RequestIds(String requestId, String traceparent) {
  static RequestIds of(HttpRequest<?> request) {
    return of(event(request));
  }

  static RequestIds of(APIGatewayProxyRequestEvent event) {
    return new RequestIds(requestId(event), Traceparent.current());
  }

  static APIGatewayProxyRequestEvent event(HttpRequest<?> request) {
    if (request instanceof ServletHttpRequest<?, ?> servlet
        && servlet.getNativeRequest() instanceof APIGatewayProxyRequestEvent event) {
      return event;
    }
    throw new IllegalStateException("Not a request of API Gateway: " + request.getClass());
  }

  static String requestId(APIGatewayProxyRequestEvent event) {
    var context = event.getRequestContext();
    return context == null || context.getRequestId() == null ? "" : context.getRequestId();
  }

  String traceId() {
    return Traceparent.traceId(traceparent).orElse("");
  }
}

package io.hotswap.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.hotswap.api.request.RequestSyntax;
import io.hotswap.serialization.UnbufferedJson;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload1.ApiGatewayProxyRequestEventFunction;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;

/// Base of the API functions: one span per request, in the client's trace.
///
/// A function is a subclass for Lambda to name, controllers with [Operation]s, and an
/// `application.properties` with `micronaut.application.name`.
public abstract class ApiFunction extends ApiGatewayProxyRequestEventFunction
    implements RequestStreamHandler {
  private final Telemetry telemetry;

  protected ApiFunction() {
    this(System.getenv());
  }

  protected ApiFunction(Map<String, String> environment) {
    super(context(environment));
    telemetry = applicationContext.getBean(Telemetry.class);
  }

  private static ApplicationContext context(Map<String, String> environment) {
    return new LambdaApplicationContextBuilder()
        .singletons(new FunctionVariables(environment))
        .build();
  }

  /// What Lambda calls. Its own reader of events would keep the last one's text, and with it a
  /// secret that a client has sent.
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = UnbufferedJson.MAPPER.readValue(input, APIGatewayProxyRequestEvent.class);
    UnbufferedJson.MAPPER.writeValue(output, handleRequest(event, context));
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, Context context) {
    try (var logged = LogContext.with(Map.of("requestId", RequestIds.requestId(event)))) {
      return telemetry.inSpan(
          event.getHttpMethod() + " " + route(event),
          SpanKind.SERVER,
          header(event, "traceparent"),
          () -> Map.of("http.request.method", event.getHttpMethod(), "url.path", event.getPath()),
          () -> answer(event, context));
    } finally {
      telemetry.flush();
    }
  }

  private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event, Context context) {
    var response =
        RequestSyntax.objection(event)
            .map(it -> Responses.event(it, RequestIds.of(event)))
            .orElseGet(() -> super.handleRequest(RequestSyntax.essential(event), context));
    var span = Span.current();
    span.setAttribute("http.response.status_code", response.getStatusCode());
    if (response.getStatusCode() >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    return response;
  }

  private static String route(APIGatewayProxyRequestEvent event) {
    return event.getResource() == null ? event.getPath() : event.getResource();
  }

  private static String header(APIGatewayProxyRequestEvent event, String name) {
    if (event.getHeaders() == null) {
      return "";
    }
    return event.getHeaders().entrySet().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}

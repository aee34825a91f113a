package io.hotswap.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.persistence.Json;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Calls a function the way API Gateway does.
public final class Gateway {
  private final ApiFunction function;

  public Gateway(ApiFunction function) {
    this.function = function;
  }

  /// @param body null where the answer has none
  public record Reply(int status, Map<String, String> headers, JsonNode body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /// `type` of the problem, without its prefix.
    public String problem() {
      return body.path("type").asText().replace("urn:hotswap:problem:", "");
    }
  }

  public final class Request {
    private final APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent();
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> query = new HashMap<>();

    private Request(String method, String path) {
      var parts = path.split("\\?", 2);
      if (parts.length == 2) {
        for (var parameter : parts[1].split("&")) {
          var pair = parameter.split("=", 2);
          query.put(pair[0], pair[1]);
        }
      }
      event
          .withHttpMethod(method)
          .withPath(parts[0])
          .withRequestContext(
              new ProxyRequestContext().withRequestId(UUID.randomUUID().toString()));
    }

    public Request token(String token) {
      return header("Authorization", "Bearer " + token);
    }

    public Request header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    public Request json(Object body) {
      return body(body instanceof String text ? text : Json.write(body));
    }

    public Request body(String body) {
      event.setBody(body);
      headers.putIfAbsent("Content-Type", "application/json");
      return this;
    }

    public Reply send() {
      event.setHeaders(headers);
      event.setQueryStringParameters(query);
      return reply(function.handleRequest(event, new TestContext()));
    }
  }

  public Request request(String method, String path) {
    return new Request(method, path);
  }

  private static Reply reply(APIGatewayProxyResponseEvent response) {
    var headers = new HashMap<String, String>();
    response
        .getMultiValueHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    response
        .getHeaders()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    try {
      var body = Objects.requireNonNullElse(response.getBody(), "");
      return new Reply(response.getStatusCode(), headers, Json.MAPPER.readTree(body));
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + response.getBody(), e);
    }
  }
}

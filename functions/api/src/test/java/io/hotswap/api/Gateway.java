package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hotswap.serialization.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Calls a function the way API Gateway does.
public final class Gateway {
  private static final String STAGE = "https://abc.execute-api.eu-central-1.amazonaws.com/prod";

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
    private final Map<String, List<String>> query = new HashMap<>();

    private Request(String method, String path) {
      var parts = path.split("\\?", 2);
      if (parts.length == 2) {
        for (var parameter : parts[1].split("&")) {
          var pair = parameter.split("=", 2);
          query(pair[0], pair[1]);
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

    public Request query(String name, String... values) {
      query.put(name, List.of(values));
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

    /// Whatever the answer says of where to look is looked at, from behind the gateway's stage; of
    /// what another function shows only whether it does.
    public Reply send() {
      event.setHeaders(headers);
      Map<String, String> last = new HashMap<>();
      query.forEach((name, values) -> last.put(name, values.getLast()));
      event.setQueryStringParameters(last);
      event.setMultiValueQueryStringParameters(query);
      var reply = reply(function.handleRequest(event, new TestContext()));
      if (reply.status() == 202 || !reply.header("Location").isEmpty()) {
        follow(reply.header("Location"));
      }
      return reply;
    }

    private void follow(String location) {
      var asked = URI.create(STAGE + event.getPath());
      var led = asked.resolve(location).toString();
      assertTrue(led.startsWith(STAGE + "/"), location + " of " + asked + " leads to " + led);
      var path = led.substring(STAGE.length());
      if (!Documented.isAnswered(path, Documented.routes(function))) {
        assertTrue(Documented.isAnswered(path, Documented.routes("TenantsFunction")), led);
        return;
      }
      var there = new Request("GET", path);
      there.header("Authorization", headers.getOrDefault("Authorization", ""));
      assertEquals(200, there.send().status(), led);
    }
  }

  public Request request(String method, String path) {
    return new Request(method, path);
  }

  /// Lambda takes no more of a function, and the gateway answers 502 then.
  private static void assertFits(APIGatewayProxyResponseEvent response) {
    long bytes = Json.write(response).getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= 6_291_456, "Lambda refuses an answer of " + bytes + " bytes");
  }

  private static Reply reply(APIGatewayProxyResponseEvent response) {
    assertFits(response);
    var headers = new HashMap<String, String>();
    response
        .getMultiValueHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    response
        .getHeaders()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    try {
      var body = Objects.requireNonNullElse(response.getBody(), "");
      var text = headers.getOrDefault("content-type", "").startsWith("text/");
      return new Reply(
          response.getStatusCode(),
          headers,
          text ? TextNode.valueOf(body) : Json.MAPPER.readTree(body));
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + response.getBody(), e);
    }
  }
}

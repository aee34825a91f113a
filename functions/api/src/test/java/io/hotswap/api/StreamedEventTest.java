package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.hotswap.domain.access.Role;
import io.hotswap.engine.LocalEngine;
import io.hotswap.serialization.Json;
import io.hotswap.serialization.UnbufferedJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/// The event as Lambda hands it over.
class StreamedEventTest {
  private static final String EVENT =
      """
      {"resource": "/api/v1/plugins", "path": "/api/v1/plugins", "httpMethod": "POST",
       "headers": {"Authorization": "Bearer %s", "Content-Type": "application/json"},
       "multiValueHeaders": {"Content-Type": ["application/json"]},
       "queryStringParameters": null, "multiValueQueryStringParameters": null,
       "pathParameters": null, "stageVariables": null,
       "requestContext": {"resourceId": "x", "requestId": "r-1", "stage": "dev", "later": 1,
         "identity": {"sourceIp": "127.0.0.1"}, "authorizer": {"claims": {"sub": "s"}}},
       "body": "{\\"name\\": \\"markdown\\", \\"size\\": 5}", "isBase64Encoded": false}
      """;

  @Test
  void it_is_read_and_answered_as_a_stream() throws Exception {
    try (var issuer = new TestIssuer()) {
      var environment = new HashMap<>(LocalEngine.shared().freshStage().environment());
      environment.putAll(issuer.environment());
      var function = new TestFunction(environment);
      try {
        TestFunction.EFFECTS.set(0);
        var event = EVENT.formatted(issuer.token("ann", Role.Developer));
        var answer = new ByteArrayOutputStream();
        function.handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            answer,
            new TestContext());
        var response = Json.MAPPER.readTree(answer.toByteArray());
        assertEquals(201, response.path("statusCode").asInt(), response.toString());
        assertEquals(1, Json.MAPPER.readTree(response.path("body").asText()).at("/effect").asInt());
        assertFalse(response.path("isBase64Encoded").asBoolean(), response.toString());
      } finally {
        function.getApplicationContext().close();
      }
    }
  }

  @Test
  void no_text_stays_in_a_buffer_for_the_next() {
    assertEquals(
        JsonRecyclerPools.nonRecyclingPool(),
        UnbufferedJson.MAPPER.getFactory()._getRecyclerPool());
  }
}

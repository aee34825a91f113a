package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Role;
import io.hotswap.engine.LocalEngine;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A query is what openapi.yaml says of it, or refused: what a misspelt name was meant to do, the
/// request would not do.
class QueryTest {
  private static final String PLUGINS = "/api/v1/plugins";
  private static TestIssuer issuer;
  private static TestFunction function;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    issuer = new TestIssuer();
    var environment = new HashMap<>(LocalEngine.shared().freshStage().environment());
    environment.putAll(issuer.environment());
    function = new TestFunction(environment);
    gateway = new Gateway(function);
  }

  @BeforeEach
  void reset() {
    TestFunction.EFFECTS.set(0);
  }

  @AfterAll
  static void stop() {
    function.getApplicationContext().close();
    issuer.close();
  }

  @Test
  void an_unknown_parameter_is_refused_with_the_name_that_was_meant() {
    for (var sent : List.of("limits", "Limit", "limt")) {
      var reply = get("?" + sent + "=5");
      assertRefused(reply, "#query/" + sent, "only limit, next");
      assertTrue(reply.body().at("/errors/0/fix").asText().contains("`limit`"), reply.toString());
    }
    assertRefused(get("?x%5B%5D=1"), "#query/x%5B%5D", "only limit, next");
    assertRefused(get("?limit=5&page=2"), "#query/page", "only limit, next");
    assertRefused(get("?=1"), "#query/", "only limit, next");
  }

  @Test
  void an_operation_without_query_parameters_takes_none() {
    for (var method : List.of("POST", "DELETE")) {
      var path =
          method.equals("POST") ? PLUGINS : PLUGINS + "/0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11";
      var reply = request(method, path + "?dryRun=true").json("{\"name\":\"a\",\"size\":5}").send();
      assertRefused(reply, "#query/dryRun", "no query parameter");
    }
    assertEquals(0, TestFunction.EFFECTS.get());
  }

  @Test
  void a_parameter_sent_twice_is_refused_even_with_the_same_value() {
    assertRefused(twice("limit", "5", "5"), "#query/limit", "one value");
    assertRefused(twice("limit", "5", "6"), "#query/limit", "one value");
    assertRefused(twice("next", "QUFB", ""), "#query/next", "one value");
  }

  @Test
  void the_name_of_a_field_is_suggested_too() {
    var reply = request("POST", PLUGINS).json("{\"name\":\"a\",\"Size\":5,\"size\":5}").send();
    assertRefused(reply, "/Size", "only name, version, sha256, content, size, signature");
    assertTrue(reply.body().at("/errors/0/fix").asText().contains("`size`"), reply.toString());
  }

  @Test
  void a_key_is_for_one_request_with_its_query() {
    var wish =
        "{\"pluginId\":\"markdown\",\"version\":\"1.0.0\",\"environment\":\"QA\","
            + "\"strategy\":\"Direct\"}";
    var sent = List.of("?dryRun=true", "", "?dryRun=false");
    for (var first : sent) {
      var key = "k" + first.replaceAll("[^a-z]", "");
      assertEquals(200, keyed(key, first, wish).status());
      assertEquals("true", keyed(key, first, wish).header("Idempotent-Replayed"));
      for (var other : sent) {
        if (!other.equals(first)) {
          var refused = keyed(key, other, wish);
          assertEquals(422, refused.status(), first + " then " + other + " " + refused);
          assertEquals("idempotency-key-reused", refused.problem());
        }
      }
    }
    assertEquals(3, TestFunction.EFFECTS.get());
  }

  @Test
  void a_key_is_for_one_path_too() {
    var one = "/api/v1/deployments/0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11/pause";
    var other = one.replace("0b7d", "0b7e");
    assertEquals(200, request("POST", one).header("Idempotency-Key", "p").send().status());
    assertEquals(422, request("POST", other).header("Idempotency-Key", "p").send().status());
  }

  private static Reply keyed(String key, String query, String body) {
    return request("POST", "/api/v1/deployments" + query)
        .header("Idempotency-Key", key)
        .json(body)
        .send();
  }

  private static Reply twice(String name, String... values) {
    return request("GET", PLUGINS).query(name, values).send();
  }

  private static Reply get(String query) {
    return request("GET", PLUGINS + query).send();
  }

  private static Gateway.Request request(String method, String path) {
    return gateway.request(method, path).token(issuer.token("ada", Role.Admin));
  }

  private static void assertRefused(Reply reply, String pointer, String expected) {
    assertEquals(400, reply.status(), reply.toString());
    assertEquals(pointer, reply.body().at("/errors/0/pointer").asText(), reply.toString());
    assertEquals(expected, reply.body().at("/errors/0/expected").asText(), reply.toString());
  }
}

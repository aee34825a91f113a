package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Role;
import io.hotswap.engine.LocalEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFunctionTest {
  private static final String PLUGINS = "/api/v1/plugins";
  private static final String VALID = "{\"name\":\"markdown\",\"size\":5}";
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

  @AfterAll
  static void stop() {
    function.getApplicationContext().close();
    issuer.close();
  }

  @BeforeEach
  void reset() {
    TestFunction.EFFECTS.set(0);
  }

  @Test
  void an_admitted_call_goes_on_with_the_clients_trace() {
    var reply =
        get(PLUGINS + "?limit=7&next=" + Parameters.next("höhe"))
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .send();
    assertEquals(200, reply.status(), reply.toString());
    assertEquals("application/json", reply.header("Content-Type"));
    assertEquals(7, reply.body().at("/limit").asInt());
    assertEquals("höhe", reply.body().at("/after").asText());
    assertEquals("ada", reply.body().at("/caller").asText());
    assertTrue(
        reply.body().at("/traceparent").asText().startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736"));
  }

  @Test
  void no_token_is_told_from_a_bad_one_and_from_the_wrong_role() {
    var none = gateway.request("GET", PLUGINS).send();
    assertProblem(none, 401, "missing-token", "#header/Authorization");
    assertEquals("Bearer", none.header("WWW-Authenticate"));
    var expired = gateway.request("GET", PLUGINS).token(issuer.expiredToken("ada")).send();
    assertProblem(expired, 401, "invalid-token", "#header/Authorization");
    assertTrue(expired.header("WWW-Authenticate").contains("invalid_token"));
    var viewer = gateway.request("POST", PLUGINS).token(issuer.token("eve", Role.Viewer));
    assertProblem(viewer.json(VALID).send(), 403, "not-allowed");
    assertEquals(0, TestFunction.EFFECTS.get());
  }

  @Test
  void what_the_framework_refuses_is_a_problem_too() {
    assertProblem(get("/api/v1/nothing").send(), 404, "no-such-route");
    var wrongMethod = request("PUT", PLUGINS).json(VALID).send();
    assertProblem(wrongMethod, 405, "method-not-allowed");
    var text = request("POST", PLUGINS).header("Content-Type", "text/plain").body(VALID).send();
    assertProblem(text, 415, "unsupported-media-type", "#header/Content-Type");
    assertProblem(
        get(PLUGINS).header("Accept", "text/html").send(),
        400,
        "invalid-parameter",
        "#header/Accept");
  }

  @Test
  void malformed_json_is_located() {
    var reply = request("POST", PLUGINS).body("{\"name\": \"a\",\n \"size\": }").send();
    assertProblem(reply, 400, "malformed-body", "/size");
    assertTrue(reply.body().at("/detail").asText().contains("line 2, column"), reply.toString());
    assertProblem(request("POST", PLUGINS).body("").send(), 400, "malformed-body", "");
    assertProblem(post("{} {}"), 400, "malformed-body", "");
    assertProblem(post("{\"name\":\"a\",\"name\":\"b\"}"), 400, "malformed-body", "/name");
    assertProblem(post("[1]"), 400, "malformed-body", "");
    assertProblem(post("[".repeat(5000)), 400, "malformed-body");
    var cut = post("{\"name\": [[").body().at("/detail").asText();
    assertFalse(cut.contains("Source"), cut);
  }

  @Test
  void every_violation_of_the_schema_is_told_with_its_fix() {
    var reply = post("{\"name\":\"Not Good\",\"size\":-1,\"sha256\":5,\"color/x\":1}");
    assertProblem(reply, 400, "malformed-body", "/name", "/size", "/sha256", "/color~1x");
    for (var error : reply.body().at("/errors")) {
      assertFalse(error.at("/expected").asText().isBlank(), error.toString());
      assertFalse(error.at("/fix").asText().isBlank(), error.toString());
    }
    assertProblem(post("{\"size\":1}"), 400, "malformed-body", "/name");
    var both = post("{\"name\":\"a\",\"size\":1,\"content\":\"aa\"}");
    assertProblem(both, 400, "malformed-body", "");
    assertEquals(
        "Send exactly one of `content` or `size`.", both.body().at("/errors/0/fix").asText());
    assertProblem(post("{\"name\":\"a\"}"), 400, "malformed-body", "");
    assertEquals(0, TestFunction.EFFECTS.get());
  }

  @Test
  void parameters_are_checked() {
    assertProblem(
        get(PLUGINS + "?limit=0&next=%25").send(),
        400,
        "invalid-parameter",
        "#query/limit",
        "#query/next");
    assertProblem(request("DELETE", PLUGINS + "/x").send(), 400, "invalid-parameter", "#path/id");
    var deleted = request("DELETE", PLUGINS + "/0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11").send();
    assertEquals(204, deleted.status());
    assertTrue(deleted.body().isMissingNode());
    var key = request("POST", PLUGINS).header("Idempotency-Key", "a b").json(VALID).send();
    assertProblem(key, 400, "invalid-parameter", "#header/Idempotency-Key");
  }

  @Test
  void a_fault_tells_no_internals() {
    var reply = post("{\"name\":\"broken\",\"size\":5}");
    assertProblem(reply, 500, "internal-error");
    assertFalse(reply.body().toString().contains("secret"), reply.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"throttled", "down"})
  void what_is_busy_says_when_to_come_again_and_then_it_is_carried_out(String how) {
    var sent = "{\"name\":\"%s\",\"size\":5}".formatted(how);
    var busy = keyed("k-" + how, sent);
    assertProblem(busy, 503, "busy");
    assertEquals("5", busy.header("Retry-After"));
    assertFalse(busy.body().toString().contains("secret"), busy.toString());
    assertEquals(201, keyed("k-" + how, sent).status());
  }

  @Test
  void what_can_never_be_stored_is_a_fault_of_ours_and_not_worth_another_try() {
    var reply = post("{\"name\":\"too-large\",\"size\":5}");
    assertProblem(reply, 500, "internal-error");
    assertEquals("", reply.header("Retry-After"));
  }

  @Test
  void without_a_key_every_request_is_carried_out() {
    post(VALID);
    assertEquals(2, post(VALID).body().at("/effect").asInt());
  }

  @Test
  void the_same_key_answers_the_same() {
    var first = keyed("k-1", VALID);
    var second = keyed("k-1", VALID);
    assertEquals(201, second.status());
    assertEquals(first.body(), second.body());
    assertEquals("", first.header("Idempotent-Replayed"));
    assertEquals("true", second.header("Idempotent-Replayed"));
    assertEquals("application/json", second.header("Content-Type"));
    assertProblem(keyed("k-1", "{\"name\":\"other\",\"size\":5}"), 422, "idempotency-key-reused");
    var other =
        gateway
            .request("POST", PLUGINS)
            .token(issuer.token("bob", Role.Admin))
            .header("Idempotency-Key", "k-1")
            .json(VALID)
            .send();
    assertNotEquals(first.body(), other.body(), "keys belong to their actor");
  }

  @Test
  void a_refusal_is_an_answer_too() {
    assertProblem(keyed("k-2", "{\"name\":\"taken\",\"size\":5}"), 409, "version-exists");
    var again = keyed("k-2", "{\"name\":\"taken\",\"size\":5}");
    assertProblem(again, 409, "version-exists");
    assertEquals("true", again.header("Idempotent-Replayed"));
    assertEquals(1, TestFunction.EFFECTS.get());
  }

  @Test
  void after_a_fault_the_same_key_may_try_again() {
    assertProblem(keyed("k-3", "{\"name\":\"broken\",\"size\":5}"), 500, "internal-error");
    assertEquals(201, keyed("k-3", "{\"name\":\"broken\",\"size\":5}").status());
  }

  @Test
  void twenty_at_once_have_one_effect() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          executor.invokeAll(
              Collections.<Callable<Reply>>nCopies(
                  20, () -> keyed("k-4", "{\"name\":\"slow\",\"size\":5}")));
      List<JsonNode> bodies = new ArrayList<>();
      int replayed = 0;
      for (var call : calls) {
        assertEquals(201, call.get().status(), call.get().toString());
        bodies.add(call.get().body());
        replayed += call.get().header("Idempotent-Replayed").equals("true") ? 1 : 0;
      }
      assertEquals(1, new HashSet<>(bodies).size());
      assertEquals(19, replayed);
      assertEquals(1, TestFunction.EFFECTS.get());
    }
  }

  private static Reply keyed(String key, String body) {
    return request("POST", PLUGINS).header("Idempotency-Key", key).json(body).send();
  }

  private static Reply post(String body) {
    return request("POST", PLUGINS).json(body).send();
  }

  private static Gateway.Request get(String path) {
    return request("GET", path);
  }

  private static Gateway.Request request(String method, String path) {
    return gateway.request(method, path).token(issuer.token("ada", Role.Admin));
  }

  private static void assertProblem(Reply reply, int status, String type, String... pointers) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(type, reply.problem(), reply.toString());
    assertEquals("application/problem+json", reply.header("Content-Type"));
    assertEquals(status, reply.body().at("/status").asInt());
    assertFalse(reply.body().at("/requestId").asText().isEmpty(), reply.toString());
    assertEquals(32, reply.body().at("/traceId").asText().length(), reply.toString());
    if (pointers.length > 0) {
      var found = new HashSet<String>();
      reply.body().at("/errors").forEach(error -> found.add(error.at("/pointer").asText()));
      assertEquals(new HashSet<>(List.of(pointers)), found, reply.toString());
    }
  }
}

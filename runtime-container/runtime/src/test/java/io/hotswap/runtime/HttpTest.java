package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.serialization.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see, over a real socket. */
class HttpTest {
  private static final String MEMBERS =
      """
      private static int deep(int n) { return deep(n + 1) + 1; }
      public Reply handle(Call call) throws Exception {
        return switch (new String(call.body())) {
          case "reject" -> throw new CallRejected("/card", "a card number");
          case "throw" -> throw new IllegalStateException("secret detail");
          case "overflow" -> Reply.text("" + deep(0));
          case "link" -> throw new NoClassDefFoundError("gone/Away");
          case "memory" -> throw new OutOfMemoryError("made for a test");
          case "null" -> null;
          case "header" -> new Reply("text/plain\\r\\nSet-Cookie: a=b", new byte[0]);
          case "hang" -> { Thread.sleep(60_000); yield Reply.text("late"); }
          case "loader" -> Reply.text("" + (Thread.currentThread().getContextClassLoader() == getClass().getClassLoader()));
          case "call" -> Reply.text(call.tenant() + " " + call.contentType() + " " + call.operation()
              + " " + call.configuration().json() + call.configuration().text("x").isEmpty()
              + " " + call.traceparent().length() + " " + Thread.currentThread().isVirtual());
          case "trace" -> Reply.text(call.traceparent() + " " + call.tracestate());
          case "slow" -> { Thread.sleep(200); yield Reply.text("slow"); }
          default -> Reply.bytes(call.contentType(), call.body());
        };
      }
      """;

  @TempDir static Path directory;
  private static final InMemoryControlPlane CONTROL_PLANE = new InMemoryControlPlane();
  private static Issuer issuer;
  private static NodeUnderTest node;

  @BeforeAll
  static void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, CONTROL_PLANE, issuer);
    var version = CONTROL_PLANE.register("1.0.0", PluginSource.of("all", "1.0.0", MEMBERS).jar());
    CONTROL_PLANE.settings.disable("all", "off");
    CONTROL_PLANE.publish(Documents.serving("all", 1, version));
    CONTROL_PLANE.awaitAck("all", 1);
    node.awaitReady();
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void bodies_and_content_types_pass_through() throws Exception {
    var answer =
        node.invoke("all", "run", "{\"a\":1}", with("Content-Type", "application/vnd.thing+json"));
    assertEquals(200, answer.statusCode());
    assertEquals("{\"a\":1}", answer.body());
    assertEquals(
        "application/vnd.thing+json", answer.headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void a_plugin_sees_tenant_operation_trace_and_its_own_loader() throws Exception {
    assertEquals(
        "acme application/octet-stream other {}true 55 true",
        node.invoke("all", "other", "call").body());
    assertEquals("true", node.invoke("all", "run", "loader").body());
  }

  @Test
  void six_megabytes_are_taken_and_not_a_byte_more() throws Exception {
    assertEquals(200, node.invoke("all", "run", "x".repeat(6 << 20)).statusCode());
    var body = node.invoke("all", "run", "x".repeat((6 << 20) + 1));
    var problem = assertProblem("too-large", 413, body);
    assertEquals("What was sent is too large", problem.at("/title").asText(), "no binary");
    assertEquals("A body has at most 6291456 bytes (6 MB).", problem.at("/detail").asText());
    assertProblem("too-large", 413, expectingContinue());
  }

  private HttpResponse<String> expectingContinue() throws Exception {
    var request =
        HttpRequest.newBuilder(node.uri("/api/v1/plugins/all/invoke/run"))
            .expectContinue(true)
            .header("Authorization", "Bearer " + issuer.token("acme"))
            .POST(BodyPublishers.ofByteArray(new byte[(6 << 20) + 1]))
            .build();
    return node.http.send(request, BodyHandlers.ofString());
  }

  @Test
  void whatever_a_plugin_throws_is_its_own_affair() throws Exception {
    for (var body : new String[] {"throw", "overflow", "link", "null", "header"}) {
      var answer = node.invoke("all", "run", body);
      assertProblem("plugin-failed", 502, answer);
      assertEquals("1.0.0", answer.headers().firstValue("HotSwap-Plugin-Version").orElseThrow());
      assertTrue(!answer.body().contains("secret"), answer.body());
    }
    assertEquals("fine", node.invoke("all", "run", "fine").body());
  }

  @Test
  void a_rejected_call_names_what_is_at_fault() throws Exception {
    var problem = assertProblem("call-rejected", 422, node.invoke("all", "run", "reject"));
    assertEquals("/card", problem.at("/errors/0/pointer").asText());
    assertEquals("a card number", problem.at("/detail").asText());
  }

  @Test
  void a_call_past_its_deadline_is_answered_and_interrupted() throws Exception {
    long began = System.nanoTime();
    var answer = node.invoke("all", "run", "hang");
    assertProblem("call-timed-out", 504, answer);
    assertTrue(System.nanoTime() - began < 10_000_000_000L);
    assertTrue(answer.headers().firstValue("traceparent").isPresent());
  }

  @Test
  void what_is_not_there_is_named() throws Exception {
    var operation = node.invoke("all", "fly", "");
    var problem = assertProblem("operation-not-found", 404, operation);
    assertEquals("#path/operation", problem.at("/errors/0/pointer").asText());
    assertEquals("one of other, run", problem.at("/errors/0/expected").asText());
    assertEquals("1", operation.headers().firstValue("HotSwap-Generation").orElseThrow());
    assertProblem("not-deployed", 404, node.invoke("nobody", "run", ""));
    assertProblem("no-such-route", 404, node.getAsClient("/nowhere"));
    assertProblem("method-not-allowed", 405, node.getAsClient("/api/v1/plugins/all/invoke/run"));
    assertProblem(
        "plugin-disabled",
        403,
        node.invoke("all", "run", "", Map.of("Authorization", "Bearer " + issuer.token("off"))));
  }

  @Test
  void only_good_tokens_of_the_right_tenant_are_let_in() throws Exception {
    assertProblem("missing-token", 401, node.invoke("all", "run", "", Map.of()));
    for (var token :
        new String[] {
          issuer.expired("acme"), issuer.ofAnotherIssuer("acme"), issuer.unsigned("acme"), "rubbish"
        }) {
      assertProblem(
          "invalid-token",
          401,
          node.invoke("all", "run", "", Map.of("Authorization", "Bearer " + token)));
    }
    assertProblem(
        "not-allowed",
        403,
        node.invoke(
            "all", "run", "", Map.of("Authorization", "Bearer " + issuer.tokenWithoutTenant())));
    assertProblem(
        "wrong-tenant", 403, node.invoke("all", "run", "", with("HotSwap-Tenant", "globex")));
    assertEquals(200, node.invoke("all", "run", "", with("HotSwap-Tenant", "acme")).statusCode());
  }

  @Test
  void what_names_no_tenant_is_refused_as_such() throws Exception {
    for (var name : new String[] {"ac me", "acme globex", "a/b", "a".repeat(129)}) {
      var asked = node.invoke("all", "run", "", with("HotSwap-Tenant", name));
      assertProblem("invalid-parameter", 400, asked);
      assertTrue(asked.body().contains("1 to 128"), asked.body());
      var token = Map.of("Authorization", "Bearer " + issuer.token(name));
      assertProblem("invalid-token", 401, node.invoke("all", "run", "", token));
    }
  }

  @Test
  void a_token_that_was_verified_is_remembered_until_it_expires() throws Exception {
    var token = Map.of("Authorization", "Bearer " + issuer.token("acme"));
    for (int i = 0; i < 3; i++) {
      assertEquals(200, node.invoke("all", "run", "x", token).statusCode());
    }
  }

  @Test
  void the_clients_trace_goes_on_and_links_to_the_deployment() throws Exception {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var answer =
        node.invoke("all", "run", "x", with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
    assertTrue(answer.headers().firstValue("traceparent").orElseThrow().contains(trace));
    Eventually.so(
        "spans are written",
        () -> node.traces().lines().anyMatch(it -> it.contains(trace) && it.contains("links")));
    var line = node.traces().lines().filter(it -> it.contains(trace)).findFirst().orElseThrow();
    assertTrue(line.contains("0af7651916cd43dd8448eb211c80319c"), line);
    assertTrue(line.contains("plugin.execute"), line);
    for (var span : new String[] {"plugin.load", "plugin.health-check", "plugin.switch"}) {
      assertTrue(
          node.traces()
              .lines()
              .anyMatch(it -> it.contains(span) && it.contains("aaaaaaaaaaaaaaaa")),
          span);
    }
  }

  @Test
  void the_clients_tracestate_goes_on_with_its_trace_and_not_without() throws Exception {
    var client =
        Map.of(
            "Authorization",
            "Bearer " + issuer.token("acme"),
            "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "tracestate",
            "vendor=a,other=b");
    var answer = node.invoke("all", "run", "trace", client);
    assertEquals(
        answer.headers().firstValue("traceparent").orElseThrow() + " vendor=a,other=b",
        answer.body());
    assertEquals("vendor=a,other=b", answer.headers().firstValue("tracestate").orElseThrow());
    var orphan = node.invoke("all", "run", "trace", with("tracestate", "vendor=a"));
    assertTrue(orphan.headers().firstValue("tracestate").isEmpty());
    assertTrue(orphan.body().endsWith(" "), orphan::body);
  }

  @Test
  void garbage_is_answered_and_the_node_goes_on() throws Exception {
    assertTrue(raw("rubbish\r\n\r\n").startsWith("HTTP/1.1 400"));
    assertTrue(raw("GET / HTTP/9.9\r\n\r\n").startsWith("HTTP/1.1 505"));
    assertTrue(
        raw("POST /api/v1/plugins/all/invoke/run HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + issuer.token("acme")
                + "\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n")
            .startsWith("HTTP/1.1 400"));
    assertTrue(raw("GET /" + "x".repeat(9000) + " HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 4"));
    raw("\0\1\2\3");
    assertEquals(200, node.getAsClient("/health/live").statusCode());
  }

  @Test
  void pipelined_requests_are_answered_in_their_order() throws Exception {
    var token = issuer.token("acme");
    var requests = new StringBuilder();
    for (var body : new String[] {"slow", "one", "slow", "two"}) {
      requests.append(
          "POST /api/v1/plugins/all/invoke/run HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + token
              + "\r\nContent-Type: text/plain\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }
    var answers =
        raw(requests + "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    int at = 0;
    for (var body : new String[] {"slow", "one", "slow", "two", "live"}) {
      int next = answers.indexOf("\r\n\r\n" + body, at);
      assertNotEquals(-1, next, answers);
      at = next + 1;
    }
  }

  @Test
  void metrics_have_the_specifications_names() throws Exception {
    node.invoke("all", "run", "x");
    node.invoke("all", "run", "reject");
    var metrics = node.get("/metrics");
    assertTrue(metrics.headers().firstValue("Content-Type").orElseThrow().startsWith("text/plain"));
    for (var name :
        new String[] {
          "plugin_invocations_total{environment=\"Development\",outcome=\"ok\",plugin=\"all\",version=\"1.0.0\"}",
          "outcome=\"rejected\"",
          "plugin_execution_duration_seconds_bucket",
          "plugin_load_duration_seconds_count{environment=\"Development\",plugin=\"all\"} 1",
          "plugins_active{environment=\"Development\"} 1.0",
          "plugin_healthy{environment=\"Development\",plugin=\"all\",version=\"1.0.0\"} 1.0"
        }) {
      assertTrue(metrics.body().contains(name), name + " in\n" + metrics.body());
    }
  }

  private static Map<String, String> with(String header, String value) {
    return Map.of("Authorization", "Bearer " + issuer.token("acme"), header, value);
  }

  private static JsonNode assertProblem(String code, int status, HttpResponse<String> answer)
      throws Exception {
    assertEquals(status, answer.statusCode(), answer.body());
    var problem = Json.MAPPER.readTree(answer.body());
    assertEquals("urn:hotswap:problem:" + code, problem.at("/type").asText());
    assertEquals(status, problem.at("/status").asInt());
    assertTrue(problem.at("/requestId").asText().length() > 10);
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElseThrow());
    return problem;
  }

  private static String raw(String bytes) throws Exception {
    try (var socket = new Socket("127.0.0.1", node.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      var answer = new StringBuilder();
      try (var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
        for (int c = in.read(); c >= 0; c = in.read()) {
          answer.append((char) c);
        }
      }
      return answer.toString();
    }
  }
}

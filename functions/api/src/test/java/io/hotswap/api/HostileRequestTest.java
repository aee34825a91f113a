package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Role;
import io.hotswap.engine.LocalEngine;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Requests that no client means, each told for what it is.
class HostileRequestTest {
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

  @AfterAll
  static void stop() {
    function.getApplicationContext().close();
    issuer.close();
  }

  @Test
  void paths_that_are_none_are_refused_before_the_framework() {
    for (var id :
        List.of(
            "\u0000",
            "%00",
            "a%0Ab",
            "a\nb",
            "a b",
            "{x}",
            "%7",
            "%zz",
            "%C3%28",
            "höhe",
            "a\\b",
            "/b",
            "x".repeat(3000))) {
      assertRefused(request("DELETE", PLUGINS + "/" + id).send(), "#path");
    }
    assertRefused(request("DELETE", PLUGINS + "/%7Bx%7D").send(), "#path/id");
    assertRefused(request("DELETE", PLUGINS + "/a%20b").send(), "#path/id");
  }

  @Test
  void headers_that_are_none_are_refused_and_those_nobody_reads_are_ignored() {
    for (var type :
        List.of("application", "/", "a\nb", "text/plain; charset=" + "x".repeat(3000))) {
      assertRefused(post(type, "{}"), "#header/Content-Type");
    }
    assertRefused(request("GET", PLUGINS).header("Accept", ",,,").send(), "#header/Accept");
    for (var ignored : List.of("Accept-Language", "Accept-Charset", "Cookie", "Host", "Origin")) {
      assertEquals(200, request("GET", PLUGINS).header(ignored, ",,,").send().status());
    }
    assertEquals(201, post("application/json; charset=bogus", VALID).status());
    assertProblem(request("BREW", PLUGINS).send(), 405, "method-not-allowed");
  }

  private static final String VALID = "{\"name\":\"markdown\",\"size\":5}";

  @Test
  void a_body_is_text_that_can_be_kept() {
    assertRefused(post("{\"name\":\"a\\uD800\",\"size\":5}"), "/name");
    assertRefused(post("{\"name\":\"a\\u0000\",\"size\":5}"), "/name");
    assertRefused(post("{\"n\\uDC00\":1}"), "");
    assertRefused(post("\u0000\u0000\u0000{}"), "");
    assertRefused(post("\uD800"), "");
    assertRefused(post("\uFEFF{}"), "");
    assertRefused(post("{\"name\":\"a\",\"size\":1e400}"), "/size");
    assertRefused(post("{\"name\":-1e999,\"size\":5}"), "/name");
    assertRefused(post("{\"name\":\"a\",\"size\":9223372036854775808}"), "/size");
    assertRefused(post("{\"name\":\"a\\n\",\"size\":5}"), "/name");
  }

  @Test
  void a_body_that_may_be_empty_may_be_left_out() {
    var pause = "/api/v1/deployments/0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11/pause";
    assertEquals("none", request("POST", pause).send().body().at("/reason").asText());
    for (var type :
        List.of("application/json", "text/plain", "application/x-www-form-urlencoded")) {
      for (var nothing : List.of("", " ", "\n")) {
        var reply = request("POST", pause).header("Content-Type", type).body(nothing).send();
        assertEquals(200, reply.status(), reply.toString());
      }
    }
    assertRefused(request("POST", pause).json("{\"reason\":\"\"}").send(), "/reason");
    assertProblem(
        request("POST", pause).header("Content-Type", "text/plain").body("now").send(),
        415,
        "unsupported-media-type");
    assertRefused(request("POST", PLUGINS).send(), "");
  }

  @Test
  void an_unknown_route_is_no_missing_resource() {
    for (var path : List.of("/api/v1/plugin", "/api/v1/pluginz", "/api/plugins")) {
      var reply = request("GET", path).send();
      assertProblem(reply, 404, "no-such-route");
      assertTrue(
          reply.body().at("/errors/0/expected").asText().contains("POST, GET /api/v1/plugins"),
          reply.toString());
      assertEquals("There is no such route", reply.body().at("/title").asText());
    }
    var far = request("GET", "/robots.txt").send();
    var expected = far.body().at("/errors/0/expected").asText();
    assertTrue(expected.contains("GET, DELETE /api/v1/plugins/{id};"), far.toString());
  }

  @Test
  void a_refusal_does_not_repeat_all_of_a_huge_request() {
    var name = "x".repeat(300_000);
    var long1 = post("{\"name\":\"a\",\"size\":5,\"" + name + "\":1}");
    assertEquals(400, long1.status());
    assertTrue(long1.body().toString().length() < 5000, long1.body().toString());
    var fields = IntStream.range(0, 5000).mapToObj(i -> "\"f" + i + "\":1").toList();
    var many = post("{" + String.join(",", fields) + "}");
    assertEquals(32, many.body().at("/errors").size());
    assertTrue(many.body().at("/detail").asText().contains("The first 32"), many.toString());
  }

  private static Reply post(String body) {
    return post("application/json", body);
  }

  private static Reply post(String contentType, String body) {
    return request("POST", PLUGINS).header("Content-Type", contentType).body(body).send();
  }

  private static Gateway.Request request(String method, String path) {
    return gateway.request(method, path).token(issuer.token("ada", Role.Admin));
  }

  private static void assertRefused(Reply reply, String pointer) {
    assertEquals(400, reply.status(), reply.toString());
    assertEquals("application/problem+json", reply.header("Content-Type"));
    assertEquals(pointer, reply.body().at("/errors/0/pointer").asText(), reply.toString());
    assertFalse(reply.body().at("/errors/0/fix").asText().isBlank());
  }

  private static void assertProblem(Reply reply, int status, String type) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(type, reply.problem());
  }
}

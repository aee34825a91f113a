package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.routing.Split;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.serialization.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a node says that calls would go, and why. */
class ExplainTest {
  private static final String ADDRESS = "/api/v1/plugins/shop/route";

  @TempDir static Path directory;
  private static final InMemoryControlPlane CONTROL_PLANE = new InMemoryControlPlane();
  private static Issuer issuer;
  private static NodeUnderTest node;
  private static RoutingDocument document;

  @BeforeAll
  static void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, CONTROL_PLANE, issuer);
    var a = CONTROL_PLANE.register("1.0.0", PluginSource.echo("shop", "1.0.0").jar());
    var b = CONTROL_PLANE.register("1.1.0", PluginSource.echo("shop", "1.1.0").jar());
    var arms = List.of(new Split.Arm("A", "1.0.0", 5_000), new Split.Arm("B", "1.1.0", 10_000));
    document =
        new RoutingDraft(Documents.serving("shop", 1, a))
            .withVersion(b)
            .withShift(new Split("d", arms))
            .build("d", Instant.EPOCH, Documents.TRACEPARENT);
    CONTROL_PLANE.settings.disable("shop", "off");
    CONTROL_PLANE.settings.pin("shop", "pinned", a);
    CONTROL_PLANE.publish(document);
    CONTROL_PLANE.awaitAck("shop", 2);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void one_tenants_route_is_the_one_its_calls_take() throws Exception {
    var call = node.invoke("shop", "run", "");
    var route = json(node.get(ADDRESS + "?tenant=acme"));
    assertEquals("shop", route.at("/plugin").asText());
    assertEquals("acme", route.at("/tenant").asText());
    assertEquals("node-1", route.at("/node").asText());
    assertEquals(2, route.at("/generation").asLong());
    assertEquals(call.body(), route.at("/version").asText());
    assertEquals(
        call.headers().firstValue("HotSwap-Bundle").orElseThrow(), route.at("/bundle").asText());
    var arm = call.body().equals("1.0.0") ? "split:A" : "split:B";
    assertEquals(arm, route.at("/reason").asText());
  }

  @Test
  void the_tenants_own_will_is_the_reason_before_any_other() throws Exception {
    assertEquals("pinned", json(node.get(ADDRESS + "?tenant=pinned")).at("/reason").asText());
    var off = json(node.get(ADDRESS + "?tenant=off"));
    assertTrue(off.at("/disabled").asBoolean());
    assertTrue(off.at("/version").isMissingNode());
    assertTrue(off.at("/reason").isMissingNode());
  }

  @Test
  void ten_thousand_tenants_are_answered_at_once_and_counted() throws Exception {
    var tenants = IntStream.range(0, 9_999).mapToObj(i -> "t" + i).toList();
    var all = new ArrayList<>(tenants);
    all.add("off");
    var answer = json(post(Json.write(Map.of("tenants", all))));
    assertEquals(10_000, answer.at("/tenants").size());
    assertEquals("disabled", answer.at("/tenants/off").asText());
    long first =
        tenants.stream()
            .map(it -> document.explain(it, TenantRouting.DEFAULT, "node-1").reason().orElseThrow())
            .filter("split:A"::equals)
            .count();
    assertEquals(first, answer.at("/counts/1.0.0").asLong());
    assertEquals(9_999 - first, answer.at("/counts/1.1.0").asLong());
    assertEquals(1, answer.at("/counts/disabled").asLong());
  }

  @Test
  void what_names_no_tenant_is_refused() throws Exception {
    for (var query : new String[] {"ac%20me", "ac+me", "h%C3%B6he", "a%2Fb", "a".repeat(129)}) {
      var refused = assertProblem("invalid-parameter", 400, node.get(ADDRESS + "?tenant=" + query));
      assertEquals("#query/tenant", refused.at("/errors/0/pointer").asText());
    }
    var answer = post("{\"tenants\":[\"acme\",\"ac me\",\"\",\"a\\u0000b\"]}");
    var errors = assertProblem("malformed-body", 400, answer).at("/errors");
    assertEquals(3, errors.size());
    assertEquals("/tenants/1", errors.at("/0/pointer").asText());
    assertEquals("/tenants/3", errors.at("/2/pointer").asText());
  }

  @Test
  void parameters_that_nobody_knows_are_refused_by_name() throws Exception {
    assertUnknown("?tenant=acme&environment=Production", "environment", "Remove");
    assertUnknown("?tenat=acme", "tenat", "correct it to `tenant`");
    assertUnknown("?Tenant=acme", "Tenant", "correct it to `tenant`");
    assertUnknown("?tenant=acme&verbose", "verbose", "Remove");
    assertUnknown("?tenant=acme&=1", "", "Remove");
    assertUnknown("?tenant=acme&a/b=1", "a~1b", "Remove");
    var many = IntStream.range(0, 40).mapToObj(i -> "&p" + i).collect(Collectors.joining());
    assertEquals(32, refusedQuery("?tenant=acme" + many).size());
    assertEquals("acme", json(node.get(ADDRESS + "?tenant=acme&")).at("/tenant").asText());
  }

  @Test
  void to_ask_for_many_takes_no_query() throws Exception {
    for (var query : new String[] {"?tenant=acme", "?x=1", "?verbose"}) {
      var answer = node.post(ADDRESS + query, "{\"tenants\":[\"acme\"]}");
      var error = assertProblem("invalid-parameter", 400, answer).at("/errors/0");
      assertEquals("no query parameter", error.at("/expected").asText());
    }
  }

  private static JsonNode refusedQuery(String query) throws Exception {
    return assertProblem("invalid-parameter", 400, node.get(ADDRESS + query)).at("/errors");
  }

  private static void assertUnknown(String query, String name, String fix) throws Exception {
    var error = refusedQuery(query).at("/0");
    assertEquals("#query/" + name, error.at("/pointer").asText());
    assertEquals("only tenant", error.at("/expected").asText());
    assertTrue(error.at("/fix").asText().contains(fix), error::toString);
  }

  @Test
  void what_is_not_asked_rightly_is_named() throws Exception {
    assertProblem("invalid-parameter", 400, node.get(ADDRESS));
    assertProblem("invalid-parameter", 400, node.get(ADDRESS + "?tenant="));
    assertProblem("not-deployed", 404, node.get("/api/v1/plugins/nobody/route?tenant=acme"));
    var tooMany =
        Json.write(Map.of("tenants", IntStream.range(0, 10_001).mapToObj(i -> "t").toList()));
    for (var body :
        new String[] {
          "", "rubbish", "null", "{}", "{\"tenants\":[]}", "{\"tenants\":[null]}", tooMany
        }) {
      assertEquals(
          "/tenants",
          assertProblem("malformed-body", 400, post(body)).at("/errors/0/pointer").asText());
    }
    var wrong =
        node.http.send(
            HttpRequest.newBuilder(node.operatorUri(ADDRESS)).DELETE().build(),
            BodyHandlers.ofString());
    assertProblem("method-not-allowed", 405, wrong);
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return node.post(ADDRESS, body);
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertEquals(200, answer.statusCode(), answer.body());
    return Json.MAPPER.readTree(answer.body());
  }

  private static JsonNode assertProblem(String code, int status, HttpResponse<String> answer)
      throws Exception {
    assertEquals(status, answer.statusCode(), answer.body());
    var problem = Json.MAPPER.readTree(answer.body());
    assertEquals("urn:hotswap:problem:" + code, problem.at("/type").asText());
    return problem;
  }
}

package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.OtherNode;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.World;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that is sick on one node: its calls go to others, and nobody else's. */
class ForwardingTest {
  private static final String TELLS =
      """
      public Reply handle(Call call) {
        switch (new String(call.body())) {
          case "throw": throw new IllegalStateException("asked to");
          case "reject": throw new CallRejected("/size", "too small");
          default: return new Reply("text/x-told", (call.tenant() + " " + call.contentType() + " "
              + call.body().length + " " + call.traceparent().substring(3, 35) + " "
              + call.tracestate()).getBytes());
        }
      }
      """;

  @TempDir Path directory;
  private final World world = new World();
  private final List<NodeUnderTest> nodes = new ArrayList<>();
  private final Map<String, RoutingDocument> inForce = new HashMap<>();
  private Issuer issuer;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
  }

  @AfterEach
  void stop() throws Exception {
    for (var node : nodes) {
      node.close();
    }
    issuer.close();
  }

  private NodeUnderTest node(String id, Map<String, String> more) throws Exception {
    var variables = new HashMap<>(more);
    variables.put("HOTSWAP_NODE_ID", id);
    var folder = Files.createDirectories(directory.resolve(id));
    var node = new NodeUnderTest(folder, world, issuer, variables);
    nodes.add(node);
    return node;
  }

  private NodeUnderTest node(String id) throws Exception {
    return node(id, Map.of());
  }

  private void serve(String plugin, PluginSource source) throws Exception {
    publish(Documents.serving(plugin, 1, world.register("1.0.0", source.jar())));
  }

  private void serveEcho(String plugin) throws Exception {
    serve(plugin, PluginSource.echo(plugin, "1.0.0"));
  }

  private void publish(RoutingDocument document) throws Exception {
    inForce.put(document.pluginName(), document);
    world.publish(document);
    var plugin = document.pluginName();
    Eventually.so(
        () -> "all have " + plugin + ": " + world.acknowledgements,
        () ->
            world.acknowledgements.stream()
                    .filter(it -> it.pluginId().equals(document.pluginId()))
                    .filter(it -> it.generation() == document.generation())
                    .map(it -> it.nodeId())
                    .distinct()
                    .count()
                == nodes.size());
  }

  private void eject(String plugin, String... from) throws Exception {
    publish(Documents.supervising(inForce.get(plugin), Documents.settingAside(List.of(from))));
  }

  /** Until every node has met so many others. */
  private void meet(int others) throws Exception {
    Eventually.so("they have met", () -> world.leases.size() == others + 1);
    // A node looks at the leases after each of its heartbeats.
    for (int beat = 0; beat < 2; beat++) {
      for (var node : nodes) {
        var last = world.leases.get(node.id()).heartbeatAt();
        Eventually.so("a beat", () -> world.leases.get(node.id()).heartbeatAt().isAfter(last));
      }
    }
  }

  private static String said(HttpResponse<String> answer, String header) {
    return answer.headers().firstValue(header).orElse("");
  }

  private static void assertAnsweredBy(String node, HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals(node, said(answer, "HotSwap-Node"));
  }

  @Test
  void a_plugins_calls_are_answered_by_the_other_node_and_everybody_elses_here() throws Exception {
    var sick = node("node-1");
    var well = node("node-2");
    serveEcho("echo");
    serveEcho("other");
    serveEcho("third");
    meet(1);
    eject("echo", "node-1");
    for (int call = 0; call < 5; call++) {
      var answer = sick.invoke("echo", "run", "");
      assertAnsweredBy("node-2", answer);
      assertEquals("1.0.0", answer.body());
      assertEquals("node-1", said(answer, "HotSwap-Forwarded-By"));
      assertEquals("1.0.0", said(answer, "HotSwap-Plugin-Version"));
      assertEquals("2", said(answer, "HotSwap-Generation"));
    }
    assertAnsweredBy("node-2", sick.invoke(PluginId.of("echo").toString(), "run", ""));
    assertAnsweredBy("node-1", sick.invoke("other", "run", ""));
    assertAnsweredBy("node-2", well.invoke("echo", "run", ""));
    var readiness = sick.get("/health/ready");
    assertEquals(200, readiness.statusCode());
    assertEquals("echo", said(readiness, "HotSwap-Ejected-Plugins"));
    assertEquals("", said(well.get("/health/ready"), "HotSwap-Ejected-Plugins"));
    assertTrue(sick.get("/status").body().contains("\"ejected\":true"));
    assertTrue(
        sick.get("/metrics")
            .body()
            .contains(
                "plugin_calls_forwarded_total{environment=\"Development\",outcome=\"answered\",plugin=\"echo\"}"
                    + " 6.0"));

    eject("third", "node-2");
    assertAnsweredBy("node-1", well.invoke("third", "run", ""));
    assertEquals(200, well.get("/health/ready").statusCode(), "two plugins, two nodes, both ready");

    eject("echo");
    assertAnsweredBy("node-1", sick.invoke("echo", "run", ""));
  }

  @Test
  void all_that_belongs_to_a_call_goes_along_and_all_of_its_answer_comes_back() throws Exception {
    var sick = node("node-1");
    node("node-2");
    serve("tells", PluginSource.of("tells", "1.0.0", TELLS));
    meet(1);
    eject("tells", "node-1");
    var headers = new HashMap<String, String>();
    headers.put("Authorization", "Bearer " + issuer.token("acme"));
    headers.put("HotSwap-Tenant", "acme");
    headers.put("Content-Type", "application/x-asked");
    headers.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    headers.put("tracestate", "vendor=a");
    var answer = sick.invoke("tells", "run", "x".repeat(3 << 20), headers);
    assertAnsweredBy("node-2", answer);
    assertEquals("text/x-told", said(answer, "Content-Type"));
    assertEquals(
        "acme application/x-asked 3145728 4bf92f3577b34da6a3ce929d0e0e4736 vendor=a",
        answer.body());
    assertTrue(said(answer, "traceparent").startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
    assertEquals("vendor=a", said(answer, "tracestate"));

    var failed = sick.invoke("tells", "run", "throw");
    assertEquals(502, failed.statusCode());
    assertEquals("node-2", said(failed, "HotSwap-Node"));
    var rejected = sick.invoke("tells", "run", "reject");
    assertEquals(422, rejected.statusCode());
    assertTrue(rejected.body().contains("/size"), rejected::body);
    assertEquals(404, sick.invoke("tells", "nothing", "").statusCode());
    headers.put("HotSwap-Tenant", "another");
    assertEquals(403, sick.invoke("tells", "run", "", headers).statusCode());
  }

  @Test
  void a_call_goes_one_node_further_and_not_in_circles() throws Exception {
    var one = node("node-1");
    var two = node("node-2");
    serveEcho("echo");
    meet(1);
    eject("echo", "node-1", "node-2");
    assertAnsweredBy("node-1", one.invoke("echo", "run", ""));
    assertAnsweredBy("node-2", two.invoke("echo", "run", ""));
    eject("echo", "node-1");
    var headers =
        Map.of(
            "Authorization", "Bearer " + issuer.token("acme"), "HotSwap-Forwarded-By", "whoever");
    assertAnsweredBy("node-1", one.invoke("echo", "run", "", headers));
    assertAnsweredBy("node-2", one.invoke("echo", "run", ""));
  }

  @Test
  void a_node_that_is_gone_is_passed_over_and_a_sick_plugin_is_better_than_none() throws Exception {
    var sick = node("node-1");
    serveEcho("echo");
    try (var _ = OtherNode.gone(world, "node-0")) {
      meet(1);
      eject("echo", "node-1");
      assertAnsweredBy("node-1", sick.invoke("echo", "run", ""));
      assertTrue(sick.get("/metrics").body().contains("outcome=\"untaken\""));
      node("node-2");
      meet(2);
      for (int call = 0; call < 4; call++) {
        assertAnsweredBy("node-2", sick.invoke("echo", "run", ""));
      }
    }
  }

  @Test
  void a_call_that_another_node_may_have_begun_is_not_tried_again() throws Exception {
    var sick = node("node-1");
    serveEcho("echo");
    try (var ends = OtherNode.hangingUp(world, "node-0")) {
      meet(1);
      eject("echo", "node-1");
      var lost = sick.invoke("echo", "run", "");
      assertEquals(500, lost.statusCode());
      assertTrue(lost.body().contains("node-0"), lost::body);
      assertEquals(1, ends.requests());
      assertTrue(sick.get("/metrics").body().contains("outcome=\"lost\""));
    }
  }

  @Test
  void another_nodes_time_is_the_calls_own() throws Exception {
    var sick = node("node-1", Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "300"));
    serveEcho("echo");
    try (var silent = OtherNode.silent(world, "node-0")) {
      meet(1);
      eject("echo", "node-1");
      assertEquals(504, sick.invoke("echo", "run", "").statusCode());
      assertEquals(1, silent.requests());
      assertTrue(sick.get("/metrics").body().contains("outcome=\"timed_out\""));
    }
  }

  @Test
  void one_that_is_not_ready_for_it_has_not_begun() throws Exception {
    var sick = node("node-1");
    serveEcho("echo");
    try (var refuses =
        OtherNode.answering(
            world, "node-0", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")) {
      meet(1);
      eject("echo", "node-1");
      assertAnsweredBy("node-1", sick.invoke("echo", "run", ""));
      assertEquals(1, refuses.requests());
    }
  }

  @Test
  void calls_of_a_version_in_quarantine_go_to_where_it_is_not() throws Exception {
    var end = directory.resolve("end");
    var spins =
        PluginSource.of(
            "spinner",
            "1.0.0",
            """
            public Reply handle(Call call) {
              if (call.operation().equals("other")) { return Reply.text("well"); }
              var end = java.nio.file.Path.of(new String(call.body()));
              long last = System.nanoTime() + 30_000_000_000L;
              while (System.nanoTime() < last && !java.nio.file.Files.exists(end)) { }
              return Reply.text("spun");
            }
            """);
    var quick = Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "700", "HOTSWAP_UNSTOPPABLE_MILLIS", "200");
    var spinning = node("node-1", quick);
    node("node-2", quick);
    serve("spinner", spins);
    meet(1);
    try {
      assertEquals(504, spinning.invoke("spinner", "run", end.toString()).statusCode());
      Eventually.so(
          "it is in quarantine",
          () -> said(spinning.invoke("spinner", "other", ""), "HotSwap-Node").equals("node-2"));
      assertAnsweredBy("node-2", spinning.invoke("spinner", "other", ""));
      assertEquals(200, spinning.get("/health/ready").statusCode());
    } finally {
      Files.createFile(end);
    }
    Eventually.so(
        "it is let out",
        () -> said(spinning.invoke("spinner", "other", ""), "HotSwap-Node").equals("node-1"));
  }

  @Test
  void what_did_not_start_here_is_called_where_it_did() throws Exception {
    var broken = Files.createFile(directory.resolve("broken"));
    var source =
        PluginSource.of(
            "picky",
            "1.0.0",
            """
            public void start(PluginContext c) {
              if (java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) {
                throw new IllegalStateException("no licence on this node");
              }
            }
            public Reply handle(Call call) { return Reply.text("works"); }
            """
                .formatted(broken));
    var without = node("node-1");
    serve("picky", source);
    assertEquals(503, without.invoke("picky", "run", "").statusCode());
    Files.delete(broken);
    node("node-2");
    meet(1);
    Eventually.so("the other has it", () -> without.invoke("picky", "run", "").statusCode() == 200);
    assertAnsweredBy("node-2", without.invoke("picky", "run", ""));
  }
}

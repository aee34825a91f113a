package io.hotswap.runtime;

import static io.hotswap.runtime.NodesUnderTest.assertAnsweredBy;
import static io.hotswap.runtime.NodesUnderTest.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
  private NodesUnderTest all;

  @BeforeEach
  void start() throws Exception {
    all = new NodesUnderTest(directory);
  }

  @AfterEach
  void stop() throws Exception {
    all.close();
  }

  @Test
  void a_plugins_calls_are_answered_by_the_other_node_and_everybody_elses_here() throws Exception {
    var sick = all.node("node-1");
    var well = all.node("node-2");
    all.serveEcho("echo");
    all.serveEcho("other");
    all.serveEcho("third");
    all.meet(1);
    all.eject("echo", "node-1");
    for (int call = 0; call < 5; call++) {
      var answer = sick.invoke("echo", "run", "");
      assertAnsweredBy("node-2", answer);
      assertEquals("1.0.0", answer.body());
      assertEquals("node-1", said(answer, "HotSwap-Forwarded-By"));
      assertEquals(1, answer.headers().allValues("Date").size());
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
    var told = sick.getAsClient("/health/ready");
    assertEquals(200, told.statusCode());
    assertFalse(told.headers().toString().contains("echo"), "clients learn of no other's plugin");
    assertTrue(
        sick.get("/metrics")
            .body()
            .contains(
                "plugin_calls_forwarded_total{environment=\"Development\",outcome=\"answered\",plugin=\"echo\"}"
                    + " 6.0"));

    all.eject("third", "node-2");
    assertAnsweredBy("node-1", well.invoke("third", "run", ""));
    assertEquals(200, well.get("/health/ready").statusCode(), "two plugins, two nodes, both ready");

    all.eject("echo");
    assertAnsweredBy("node-1", sick.invoke("echo", "run", ""));
  }

  @Test
  void all_that_belongs_to_a_call_goes_along_and_all_of_its_answer_comes_back() throws Exception {
    var sick = all.node("node-1");
    all.node("node-2");
    all.serve("tells", PluginSource.of("tells", "1.0.0", TELLS));
    all.meet(1);
    all.eject("tells", "node-1");
    var headers = new HashMap<String, String>();
    headers.put("Authorization", "Bearer " + all.issuer.token("acme"));
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
    var one = all.node("node-1");
    var two = all.node("node-2");
    all.serveEcho("echo");
    all.meet(1);
    all.eject("echo", "node-1", "node-2");
    assertAnsweredBy("node-1", one.invoke("echo", "run", ""));
    assertAnsweredBy("node-2", two.invoke("echo", "run", ""));
    all.eject("echo", "node-1");
    var headers =
        Map.of(
            "Authorization",
            "Bearer " + all.issuer.token("acme"),
            "HotSwap-Forwarded-By",
            "whoever");
    assertAnsweredBy("node-1", one.invoke("echo", "run", "", headers));
    assertAnsweredBy("node-2", one.invoke("echo", "run", ""));
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
    var spinning = all.node("node-1", quick);
    all.node("node-2", quick);
    all.serve("spinner", spins);
    all.meet(1);
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
    var without = all.node("node-1");
    all.serve("picky", source);
    assertEquals(503, without.invoke("picky", "run", "").statusCode());
    Files.delete(broken);
    all.node("node-2");
    all.meet(1);
    Eventually.so("the other has it", () -> without.invoke("picky", "run", "").statusCode() == 200);
    assertAnsweredBy("node-2", without.invoke("picky", "run", ""));
  }

  @Test
  void a_plugin_in_a_process_of_its_own_is_called_elsewhere_while_its_process_is_gone()
      throws Exception {
    var process =
        Map.of(
            "HOTSWAP_ISOLATION", "process",
            "HOTSWAP_PROCESS_CPUS", "64",
            "HOTSWAP_PROCESS_RESTART_MILLIS", "60000",
            "HOTSWAP_START_TIMEOUT_MILLIS", "20000",
            "HOTSWAP_CALL_TIMEOUT_MILLIS", "20000");
    var broken = all.node("node-1", process);
    all.serve(
        "mortal",
        PluginSource.of(
            "mortal",
            "1.0.0",
            """
            public Reply handle(Call call) {
              if (call.operation().equals("other")) { Runtime.getRuntime().halt(3); }
              return Reply.text("lives");
            }
            """));
    all.serveEcho("echo");
    assertAnsweredBy("node-1", broken.invoke("mortal", "run", ""));
    assertEquals(502, broken.invoke("mortal", "other", "").statusCode(), "it may have begun");
    Eventually.so(
        "its process is gone", () -> broken.invoke("mortal", "run", "").statusCode() == 503);
    assertEquals("1", said(broken.invoke("mortal", "run", ""), "Retry-After"));
    all.node("node-2", process);
    all.meet(1);
    Eventually.so(
        "the other answers", () -> broken.invoke("mortal", "run", "").statusCode() == 200);
    for (int call = 0; call < 3; call++) {
      assertAnsweredBy("node-2", broken.invoke("mortal", "run", ""));
      assertAnsweredBy("node-1", broken.invoke("echo", "run", ""));
    }
    assertEquals(200, broken.get("/health/ready").statusCode());
    all.eject("mortal", "node-1");
    assertAnsweredBy("node-2", broken.invoke("mortal", "run", ""));
  }
}

package io.hotswap.runtime;

import static io.hotswap.runtime.NodesUnderTest.assertAnsweredBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin interrupts every thread that it finds, again and again; then all of the node is used.
 */
class InterruptedNodesTest {
  // Not those of the test itself.
  private static final String INTERRUPTS =
      """
      public Reply handle(Call call) throws Exception {
        if (call.operation().equals("other")) {
          return new Reply("text/plain", call.body());
        }
        for (int time = 0; time < 50; time++) {
          for (Thread each : Thread.getAllStackTraces().keySet()) { interrupt(each); }
          var group = Thread.currentThread().getThreadGroup();
          while (group.getParent() != null) { group = group.getParent(); }
          var threads = new Thread[1000];
          group.enumerate(threads, true);
          for (Thread each : threads) { interrupt(each); }
          Thread.sleep(2);
        }
        return Reply.text("done");
      }

      private static void interrupt(Thread each) {
        if (each != null && each != Thread.currentThread()
            && !each.getName().matches("main|surefire.*|(HttpClient|HTTP-).*")) {
          each.interrupt();
        }
      }
      """;

  @TempDir Path directory;
  private NodesUnderTest all;
  private NodeUnderTest node;

  @BeforeEach
  void interrupt() throws Exception {
    all = new NodesUnderTest(directory);
    node = all.node("node-1", Map.of("HOTSWAP_HEALTH_MILLIS", "100"));
    all.node("node-2");
    all.serveEcho("echo");
    all.serve("attacker", PluginSource.of("attacker", "1.0.0", INTERRUPTS));
    all.meet(1);
    assertEquals("done", node.invoke("attacker", "run", "").body());
  }

  @AfterEach
  void stop() throws Exception {
    all.close();
  }

  @Test
  void calls_are_answered_and_given_to_other_nodes_and_coded_bodies_decoded() throws Exception {
    assertAnsweredBy("node-1", node.invoke("echo", "run", ""));
    all.eject("echo", "node-1");
    assertAnsweredBy("node-2", node.invoke("echo", "run", ""));
    var coded = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(coded)) {
      gzip.write("plain".getBytes(StandardCharsets.UTF_8));
    }
    var said =
        RawHttp.exchange(
            node.port(),
            "POST /api/v1/plugins/attacker/invoke/other HTTP/1.1\r\n"
                + "Host: x\r\n"
                + "Authorization: Bearer "
                + all.issuer.token("acme")
                + "\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: "
                + coded.size()
                + "\r\n\r\n"
                + coded.toString(StandardCharsets.ISO_8859_1));
    assertTrue(said.startsWith("HTTP/1.1 200") && said.endsWith("plain"), said);
  }

  @Test
  void traces_go_on() throws Exception {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    node.invoke(
        "echo",
        "run",
        "",
        Map.of(
            "Authorization",
            "Bearer " + all.issuer.token("acme"),
            "traceparent",
            "00-" + trace + "-00f067aa0ba902b7-01"));
    Eventually.so("exported", () -> node.traces().contains(trace));
  }

  @Test
  void health_is_told_the_lease_renewed_and_a_new_version_followed() throws Exception {
    var before = all.controlPlane.leases.get("node-1").heartbeatAt();
    int told = all.controlPlane.reports.health.size();
    all.controlPlane.askForHealth("echo", Instant.now());
    Eventually.so("health is told", () -> all.controlPlane.reports.health.size() > told);
    Eventually.so(
        "the lease is renewed",
        () -> all.controlPlane.leases.get("node-1").heartbeatAt().isAfter(before));
    all.serveEcho("another");
    assertAnsweredBy("node-1", node.invoke("another", "run", ""));
    assertEquals(200, node.get("/health/ready").statusCode());
  }

  @Test
  void every_thread_that_has_to_live_does() throws Exception {
    for (var name :
        new String[] {
          "log-writer", "plugin-threads", "decode-bodies", "export-spans", "connections"
        }) {
      Eventually.so(
          name,
          () ->
              Thread.getAllStackTraces().keySet().stream()
                  .anyMatch(it -> it.getName().equals(name)));
    }
  }
}

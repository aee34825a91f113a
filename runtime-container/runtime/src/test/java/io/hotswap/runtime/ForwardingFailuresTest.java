package io.hotswap.runtime;

import static io.hotswap.runtime.NodesUnderTest.assertAnsweredBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.OtherNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that do not answer the calls that they are given. */
class ForwardingFailuresTest {
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
  void a_node_that_is_gone_is_passed_over_and_a_sick_plugin_is_better_than_none() throws Exception {
    var sick = all.node("node-1");
    all.serveEcho("echo");
    try (var _ = OtherNode.gone(all.world, "node-0")) {
      all.meet(1);
      all.eject("echo", "node-1");
      assertAnsweredBy("node-1", sick.invoke("echo", "run", ""));
      assertTrue(sick.get("/metrics").body().contains("outcome=\"untaken\""));
      all.node("node-2");
      all.meet(2);
      for (int call = 0; call < 4; call++) {
        assertAnsweredBy("node-2", sick.invoke("echo", "run", ""));
      }
    }
  }

  @Test
  void a_call_that_another_node_may_have_begun_is_not_tried_again() throws Exception {
    var sick = all.node("node-1");
    all.serveEcho("echo");
    try (var ends = OtherNode.hangingUp(all.world, "node-0")) {
      all.meet(1);
      all.eject("echo", "node-1");
      var lost = sick.invoke("echo", "run", "");
      assertEquals(500, lost.statusCode());
      assertTrue(lost.body().contains("node-0"), lost::body);
      assertEquals(1, ends.requests());
      assertTrue(sick.get("/metrics").body().contains("outcome=\"lost\""));
    }
  }

  @Test
  void another_nodes_time_is_the_calls_own() throws Exception {
    var sick = all.node("node-1", Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "300"));
    all.serveEcho("echo");
    try (var silent = OtherNode.silent(all.world, "node-0")) {
      all.meet(1);
      all.eject("echo", "node-1");
      assertEquals(504, sick.invoke("echo", "run", "").statusCode());
      assertEquals(1, silent.requests());
      assertTrue(sick.get("/metrics").body().contains("outcome=\"timed_out\""));
    }
  }

  @Test
  void one_that_is_not_ready_for_it_has_not_begun() throws Exception {
    var sick = all.node("node-1");
    all.serveEcho("echo");
    try (var refuses =
        OtherNode.answering(
            all.world, "node-0", "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")) {
      all.meet(1);
      all.eject("echo", "node-1");
      assertAnsweredBy("node-1", sick.invoke("echo", "run", ""));
      assertEquals(1, refuses.requests());
    }
  }
}

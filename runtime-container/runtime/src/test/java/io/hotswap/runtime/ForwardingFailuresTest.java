package io.hotswap.runtime;

import static io.hotswap.runtime.NodesUnderTest.assertAnsweredBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.OtherNode;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    try (var _ = OtherNode.gone(all.controlPlane, "node-0")) {
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
    try (var ends = OtherNode.hangingUp(all.controlPlane, "node-0")) {
      all.meet(1);
      all.eject("echo", "node-1");
      var lost = sick.invoke("echo", "run", "");
      assertEquals(502, lost.statusCode());
      assertTrue(lost.body().contains("urn:hotswap:problem:call-lost"), lost::body);
      assertTrue(lost.body().contains("node-0"), lost::body);
      assertEquals(1, ends.requests());
      assertTrue(sick.get("/metrics").body().contains("outcome=\"lost\""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSH-2.0-x| what it says is not HTTP",
        "HTTP/1.1 200 OK| what it says is not HTTP",
        "HTTP/1.1 200 OK\\r"
            + "\\n"
            + "Content-Length: 9\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "x| the connection ended without an answer",
      })
  void what_another_node_says_badly_is_lost_and_told_why(String said, String why) throws Exception {
    var sick = all.node("node-1");
    all.serveEcho("echo");
    var answer = said.replace("\\r\\n", "\r\n");
    try (var _ = OtherNode.answering(all.controlPlane, "node-0", answer + "\r\n")) {
      all.meet(1);
      all.eject("echo", "node-1");
      var lost = sick.invoke("echo", "run", "");
      assertEquals(502, lost.statusCode());
      assertTrue(
          lost.body().contains("node-0 had the call") && lost.body().contains(why), lost::body);
    }
  }

  @Test
  void a_reply_that_never_has_room_is_a_502_that_names_the_limit() throws Exception {
    var little = Map.of("HOTSWAP_MOST_BYTES_IN_FLIGHT_OF_TENANT", "12MB");
    var sick = all.node("node-1", little);
    all.node("node-2", little);
    all.serve(
        "large",
        PluginSource.of(
            "large",
            "1.0.0",
            "public Reply handle(Call call) {"
                + " return new Reply(\"text/plain\", new byte[Integer.parseInt(new"
                + " String(call.body()))]); }"));
    all.meet(1);
    assertEquals(200, sick.invoke("large", "run", "" + (11 << 20)).statusCode());
    assertTooLarge(sick.invoke("large", "run", "" + ((12 << 20) + 1)));
    all.eject("large", "node-1");
    assertTooLarge(sick.invoke("large", "run", "" + ((12 << 20) + 1)));
  }

  private static void assertTooLarge(HttpResponse<String> answer) {
    assertEquals(502, answer.statusCode(), answer::body);
    assertTrue(answer.body().contains("12582912"), answer::body);
    assertTrue(answer.body().contains("reply-too-large"), answer::body);
    assertTrue(answer.headers().firstValue("Retry-After").isEmpty());
  }

  @Test
  void another_nodes_time_is_the_calls_own() throws Exception {
    var sick = all.node("node-1", Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "300"));
    all.serveEcho("echo");
    try (var silent = OtherNode.silent(all.controlPlane, "node-0")) {
      all.meet(1);
      all.eject("echo", "node-1");
      assertEquals(504, sick.invoke("echo", "run", "").statusCode());
      assertEquals(1, silent.requests());
      assertTrue(sick.get("/metrics").body().contains("outcome=\"timed_out\""));
    }
  }

  @Test
  void a_call_to_a_node_that_is_not_ready_has_not_begun() throws Exception {
    var sick = all.node("node-1");
    all.serveEcho("echo");
    try (var refuses =
        OtherNode.answering(
            all.controlPlane,
            "node-0",
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")) {
      all.meet(1);
      all.eject("echo", "node-1");
      assertAnsweredBy("node-1", sick.invoke("echo", "run", ""));
      assertEquals(1, refuses.requests());
    }
  }
}

package io.hotswap.runtime;

import static io.hotswap.runtime.NodesUnderTest.assertAnsweredBy;
import static io.hotswap.runtime.NodesUnderTest.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.OtherNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large the header of an answer from another node may be. */
class ForwardedHeadersTest {
  @TempDir Path directory;
  private NodesUnderTest all;
  private NodeUnderTest sick;

  @BeforeEach
  void start() throws Exception {
    all = new NodesUnderTest(directory);
    sick = all.node("node-1");
    all.serveEcho("echo");
  }

  @AfterEach
  void stop() throws Exception {
    all.close();
  }

  private HttpResponse<String> answered(String other) throws Exception {
    try (var _ = OtherNode.answering(all.controlPlane, "node-0", other)) {
      all.meet(1);
      all.eject("echo", "node-1");
      return sick.invoke("echo", "run", "");
    }
  }

  private static String fields(int kilobytes) {
    return IntStream.range(0, kilobytes)
        .mapToObj(it -> "X-Field-%d: %s\r\n".formatted(it, "v".repeat(1024)))
        .collect(Collectors.joining());
  }

  @Test
  void a_header_of_twenty_kilobytes_is_passed_on() throws Exception {
    var answer = answered("HTTP/1.1 200 OK\r\n" + fields(20) + "Content-Length: 2\r\n\r\nok");
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("ok", answer.body());
    assertEquals("v".repeat(1024), said(answer, "X-Field-19"));
  }

  @Test
  void a_header_over_the_limit_is_refused_with_the_reason() throws Exception {
    assertTooLarge(answered("HTTP/1.1 200 OK\r\n" + fields(33) + "Content-Length: 2\r\n\r\nok"));
  }

  @Test
  void trailers_over_the_limit_are_refused_with_the_reason() throws Exception {
    assertTooLarge(
        answered(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n"
                + fields(33)
                + "\r\n"));
  }

  private void assertTooLarge(HttpResponse<String> lost) throws Exception {
    assertEquals(502, lost.statusCode(), lost::body);
    assertTrue(lost.body().contains("urn:hotswap:problem:call-lost"), lost::body);
    assertTrue(lost.body().contains("more than 32,768 bytes"), lost::body);
    assertTrue(sick.get("/metrics").body().contains("outcome=\"lost\""));
  }

  @Test
  void what_is_too_large_for_the_other_is_answered_here() throws Exception {
    assertAnsweredBy(
        "node-1",
        answered("HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\n\r\n"));
  }

  @Test
  void a_trace_of_many_vendors_comes_back_from_a_real_node() throws Exception {
    all.node("node-2");
    all.meet(1);
    all.eject("echo", "node-1");
    var tracestate =
        IntStream.range(0, 30)
            .mapToObj(it -> "vendor%d@%s=%s".formatted(it, "s".repeat(12), "x".repeat(256)))
            .collect(Collectors.joining(","));
    assertTrue(tracestate.length() > 8192);
    var answer =
        sick.invoke(
            "echo",
            "run",
            "",
            Map.of(
                "Authorization",
                "Bearer " + all.issuer.token("acme"),
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "tracestate",
                tracestate));
    assertAnsweredBy("node-2", answer);
    assertEquals(tracestate, said(answer, "tracestate"));
  }
}

package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A node and a client that sends it what it likes. */
abstract class RawRequests {
  static final String PATH = "/api/v1/plugins/echo/invoke/run";
  private static final String MEMBERS =
      """
      public Reply handle(Call call) {
        return new Reply("text/plain",
            (call.traceparent() + "|" + call.tracestate() + "|" + new String(call.body())).getBytes());
      }
      """;

  @TempDir static Path directory;
  private static final InMemoryControlPlane CONTROL_PLANE = new InMemoryControlPlane();
  private static Issuer issuer;
  static NodeUnderTest node;
  static String token;

  @BeforeAll
  static void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, CONTROL_PLANE, issuer);
    CONTROL_PLANE.publish(
        Documents.serving(
            "echo",
            1,
            CONTROL_PLANE.register("1.0.0", PluginSource.of("echo", "1.0.0", MEMBERS).jar())));
    CONTROL_PLANE.awaitAck("echo", 1);
    node.awaitReady();
    token = "Authorization: Bearer " + issuer.token("acme") + "\r\n";
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    issuer.close();
  }

  static String call(String headers, String body) {
    return "POST " + PATH + " HTTP/1.1\r\nHost: x\r\n" + token + headers + "\r\n" + body;
  }

  /** The one answer of a connection that the server must end after it. */
  static String only(String bytes) throws IOException {
    var said = RawHttp.exchange(node.port(), bytes);
    assertEquals(2, said.split("HTTP/1\\.1 \\d{3} ", -1).length, said);
    assertTrue(said.contains("connection: close"), said);
    return said;
  }

  static void assertStatus(int status, String said) {
    assertTrue(said.startsWith("HTTP/1.1 " + status + " "), said);
  }

  static String smuggled() {
    return "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
  }
}

package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a balancer asks whose platform ends the nodes that fail its check. */
class StartedTest {
  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Path mayStart;
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    mayStart = directory.resolve("may-start");
    issuer = new Issuer();
    var members =
        """
        public void start(PluginContext c) throws Exception {
          while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) { Thread.sleep(10); }
        }
        public Reply handle(Call call) {
          return Reply.text("fine");
        }
        """
            .formatted(mayStart);
    var jar = PluginSource.of("slow", "1.0.0", members).jar();
    controlPlane.publish(Documents.serving("slow", 1, controlPlane.register("1.0.0", jar)));
    node =
        new NodeUnderTest(
            directory, controlPlane, issuer, Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "20000"));
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void a_node_gets_no_calls_before_what_serves_has_started() throws Exception {
    assertEquals(503, asked("started"));
    assertEquals(200, asked("live"));
    Files.createFile(mayStart);
    Eventually.so("started", () -> asked("started") == 200);
    assertEquals(200, asked("ready"));
    assertEquals("fine", node.invoke("slow", "run", "").body());
  }

  @Test
  void a_node_that_is_ejected_for_a_plugin_is_not_ended_for_it() throws Exception {
    Files.createFile(mayStart);
    node.awaitReady();
    var one = controlPlane.register("1.1.0", PluginSource.echo("echo", "1.1.0").jar());
    var serving = Documents.serving("echo", 1, one);
    controlPlane.publish(Documents.supervising(serving, Documents.ejecting(List.of("node-1"))));
    controlPlane.awaitAck("echo", 2);
    assertEquals(200, asked("started"));
  }

  @Test
  void a_node_that_wants_no_calls_any_more_is_not_ended_by_its_balancer() throws Exception {
    Files.createFile(mayStart);
    node.close();
    node =
        new NodeUnderTest(
            directory, controlPlane, issuer, Map.of("HOTSWAP_NOTICE_MILLIS", "10000"));
    node.awaitReady();
    var ending =
        new FutureTask<>(
            () -> {
              node.stop();
              return true;
            });
    Thread.ofPlatform().start(ending);
    Eventually.so("it wants no calls any more", () -> asked("ready") == 503);
    assertEquals(200, asked("started"));
    assertTrue(ending.get());
  }

  @Test
  void a_node_that_cannot_reach_the_control_plane_any_more_goes_on() throws Exception {
    Files.createFile(mayStart);
    node.awaitReady();
    controlPlane.away = true;
    Eventually.so(
        "noticed", () -> node.get("/status").body().contains("\"controlPlaneReachable\":false"));
    assertEquals(200, asked("started"));
  }

  private int asked(String what) throws Exception {
    return node.getAsClient("/health/" + what).statusCode();
  }
}

package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node does with what it finds on its disk. */
class RestartTest {
  private static final String WAITS =
      """
      public Reply handle(Call call) throws Exception {
        java.nio.file.Files.createFile(java.nio.file.Path.of("%s"));
        while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) { Thread.sleep(5); }
        return Reply.text("done");
      }
      """;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;

  @BeforeEach
  void runOnce() throws Exception {
    issuer = new Issuer();
    var node = new NodeUnderTest(directory, controlPlane, issuer);
    var version =
        controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").withLibrary("1").zip());
    controlPlane.publish(Documents.serving("echo", 7, version));
    controlPlane.awaitAck("echo", 7);
    node.invoke("echo", "run", "");
    node.close();
    controlPlane.acknowledgements.clear();
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void with_the_control_plane_and_the_issuer_gone_it_serves_from_disk() throws Exception {
    var token = Map.of("Authorization", "Bearer " + issuer.token("acme"));
    controlPlane.away = true;
    issuer.close();
    var node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    var answer = node.invoke("echo", "run", "", token);
    assertEquals("1.0.0", answer.body());
    assertEquals("7", answer.headers().firstValue("HotSwap-Generation").orElseThrow());
    controlPlane.away = false;
    controlPlane.awaitAck("echo", 7);
    assertEquals(1, controlPlane.acknowledgements.size(), "said anew by the new incarnation");
    node.close();
  }

  @Test
  void it_is_ready_only_with_what_the_control_plane_says_now() throws Exception {
    var next = controlPlane.register("1.1.0", PluginSource.echo("echo", "1.1.0").jar());
    controlPlane.publish(Documents.serving("echo", 8, next));
    var node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    assertEquals("1.1.0", node.invoke("echo", "run", "").body());
    node.close();
  }

  @Test
  void corrupt_binaries_and_documents_are_fetched_anew() throws Exception {
    for (var folder : new String[] {"binaries", "libraries", "routing"}) {
      try (var files = Files.list(directory.resolve("data").resolve(folder))) {
        for (var file : files.toList()) {
          var bytes = Files.readAllBytes(file);
          bytes[bytes.length / 2] ^= 1;
          Files.write(file, bytes);
        }
      }
    }
    int before = controlPlane.fetched.get();
    var node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertEquals(before + 1, controlPlane.fetched.get());
    node.close();
  }

  @Test
  void with_an_empty_disk_it_is_ready_once_the_control_plane_answered() throws Exception {
    controlPlane.away = true;
    var node = new NodeUnderTest(directory.resolve("empty"), controlPlane, issuer);
    Eventually.so(
        "it has looked", () -> node.get("/metrics").body().contains("exchange=\"routing\"} 0.0"));
    assertEquals(503, node.get("/health/ready").statusCode());
    controlPlane.away = false;
    node.awaitReady();
    node.close();
  }

  @Test
  void calls_in_flight_are_answered_when_it_stops() throws Exception {
    var begun = directory.resolve("begun");
    var mayEnd = directory.resolve("may-end");
    var slow = PluginSource.of("slow", "1.0.0", WAITS.formatted(begun, mayEnd));
    controlPlane.publish(Documents.serving("slow", 1, controlPlane.register("1.0.0", slow.jar())));
    var node =
        new NodeUnderTest(
            directory, controlPlane, issuer, Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "20000"));
    node.awaitReady();
    var answer = new String[1];
    var calling =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    answer[0] = node.invoke("slow", "run", "").body();
                  } catch (Exception e) {
                    answer[0] = e.toString();
                  }
                });
    Eventually.so("the call is in flight", () -> Files.exists(begun));
    var stopping = CompletableFuture.runAsync(() -> close(node));
    Eventually.so("it is stopping", () -> !isReady(node));
    assertThrows(
        TimeoutException.class,
        () -> stopping.get(500, TimeUnit.MILLISECONDS),
        "it waits for the call");
    Files.createFile(mayEnd);
    calling.join();
    assertEquals("done", answer[0]);
    stopping.get(1, TimeUnit.MINUTES);
  }

  private static void close(NodeUnderTest node) {
    try {
      node.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isReady(NodeUnderTest node) throws Exception {
    try {
      return node.get("/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}

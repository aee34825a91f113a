package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.training.TrainingFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process of the node died on keeps the next one from nothing. */
class AlwaysStartsTest {
  private static final String HANGING =
      """
      public void start(PluginContext c) throws Exception {
        new java.util.concurrent.CountDownLatch(1).await();
      }
      public Reply handle(Call call) { return Reply.text(""); }
      """;
  private static final int STARTS = 4;
  private static final int SUSPECTS = 20;

  private enum Killer {
    HALTS_WHEN_INITIALIZED("static { Runtime.getRuntime().halt(17); }"),
    EXITS_A_MOMENT_AFTER_START(
        """
        public void start(PluginContext c) {
          new Thread(() -> {
            try { Thread.sleep(300); } catch (InterruptedException e) { }
            System.exit(0);
          }).start();
        }
        """);

    private final String members;

    Killer(String members) {
      this.members = members + "public Reply handle(Call call) { return Reply.text(\"up\"); }";
    }
  }

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @ParameterizedTest
  @EnumSource
  void a_version_that_ends_the_process_is_in_quarantine_soon(Killer killer) throws Exception {
    try (var fixture = new TrainingFixture(directory)) {
      var jar = PluginSource.of("killer", "1.0.0", killer.members).jar();
      var disk = new DataDirectory(directory.resolve("disk"));
      var version = controlPlane.register("1.0.0", jar);
      Files.write(disk.binaries().resolve(version.digest().hex()), jar);
      new RoutingSnapshotStore(disk).save(Documents.serving("killer", 1, version));
      int deaths = 0;
      while (isEndedByIt(fixture, deaths)) {
        deaths++;
        assertTrue(deaths < STARTS, "it starts in the end");
      }
      assertTrue(deaths >= 2, "it was tried twice, once alone");
    }
  }

  private boolean isEndedByIt(TrainingFixture fixture, int deaths) throws Exception {
    var log = directory.resolve("node-" + deaths + ".log");
    try (var node = new NodeProcess(fixture, log, Map.of())) {
      Eventually.within(
          Duration.ofMinutes(2),
          () -> "it ends or has dealt with all: " + log,
          () -> !node.process.isAlive() || isAllDealtWith(node));
      if (!node.process.isAlive()) {
        return true;
      }
      Eventually.so("the other serves", () -> node.invoke("echo").statusCode() == 200);
      var status = node.get("/status");
      assertTrue(status.contains("killer/1.0.0 is not loaded here before"), status);
      return false;
    }
  }

  private static boolean isAllDealtWith(NodeProcess node) throws Exception {
    return node.get("/status").contains("\"versions\":{\"1.0.0\":\"Failed\"}")
        && node.get("/health/ready").startsWith("200");
  }

  @Test
  void suspects_are_tried_when_the_others_serve() throws Exception {
    var suspect = placed("suspect", ".loading", "suspect/1.0.0");
    var other = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    controlPlane.publish(Documents.serving("echo", 1, other));
    controlPlane.publish(Documents.serving("suspect", 1, suspect));
    try (var issuer = new Issuer()) {
      var node = new NodeUnderTest(directory, controlPlane, issuer);
      node.awaitReady();
      assertEquals("1.0.0", node.invoke("echo", "run", "").body());
      controlPlane.awaitAck("suspect", 1);
      assertTrue(
          controlPlane
              .lastAck("suspect")
              .orElseThrow()
              .at()
              .isAfter(controlPlane.lastAck("echo").orElseThrow().at()));
      assertEquals("1.0.0", node.invoke("suspect", "run", "").body());
      node.close();
    }
  }

  @Test
  void a_node_waits_for_no_suspect_to_be_ready() throws Exception {
    controlPlane.publish(
        Documents.serving(
            "hanging", 1, placed(PluginSource.of("hanging", "1.0.0", HANGING), ".loading", "it")));
    for (int i = 0; i < SUSPECTS; i++) {
      var name = "suspect-" + i;
      controlPlane.publish(Documents.serving(name, 1, placed(name, ".loading", name)));
    }
    var other = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    controlPlane.publish(Documents.serving("echo", 1, other));
    try (var issuer = new Issuer()) {
      var node =
          new NodeUnderTest(
              directory, controlPlane, issuer, Map.of("HOTSWAP_START_TIMEOUT_MILLIS", "600000"));
      node.awaitReady();
      assertEquals("1.0.0", node.invoke("echo", "run", "").body());
      assertTrue(node.get("/status").body().contains("\"versions\":{\"1.0.0\":\"Loading\"}"));
      assertEquals(Optional.empty(), controlPlane.lastAck("hanging"));
      node.close();
    }
  }

  @Test
  void suspects_are_tried_whatever_else_is_on_its_way() throws Exception {
    var suspect = placed("suspect", ".crashed", "0 " + Instant.now() + " 9");
    try (var issuer = new Issuer()) {
      var node =
          new NodeUnderTest(
              directory, controlPlane, issuer, Map.of("HOTSWAP_START_TIMEOUT_MILLIS", "600000"));
      node.awaitReady();
      var hanging =
          controlPlane.register("1.0.0", PluginSource.of("hanging", "1.0.0", HANGING).jar());
      controlPlane.publish(Documents.serving("hanging", 1, hanging));
      Eventually.so("it hangs", () -> node.get("/status").body().contains("Loading"));
      controlPlane.publish(Documents.serving("suspect", 1, suspect));
      node.awaitAnswer("suspect", "1.0.0");
      node.close();
    }
  }

  @Test
  void a_suspect_that_the_store_does_not_give_stays_one_and_holds_up_no_other() throws Exception {
    var away = placed("away", ".crashed", "1 " + Instant.now() + " 1");
    var other = placed("other", ".crashed", "0 " + Instant.now() + " 2");
    var disk = new DataDirectory(directory.resolve("data"));
    Files.write(
        disk.binaries().resolve(other.digest().hex()),
        Objects.requireNonNull(controlPlane.stored.get(other.digest())));
    controlPlane.failingFetches.set(1_000);
    controlPlane.publish(Documents.serving("away", 1, away));
    controlPlane.publish(Documents.serving("other", 1, other));
    try (var issuer = new Issuer()) {
      var node =
          new NodeUnderTest(directory, controlPlane, issuer, Map.of("HOTSWAP_RETRY_MILLIS", "500"));
      node.awaitAnswer("other", "1.0.0");
      Eventually.so("it was given up once", () -> controlPlane.failingFetches.get() < 1_000 - 5);
      var blamed = disk.crashes().resolve(away.digest().hex() + ".crashed");
      assertTrue(Files.readString(blamed).startsWith("1 "), "its code has not been run");
      controlPlane.failingFetches.set(0);
      node.awaitAnswer("away", "1.0.0");
      Eventually.so("it is acquitted", () -> Files.notExists(blamed));
      node.close();
    }
  }

  @Test
  void suspects_are_tried_while_the_control_plane_hangs() throws Exception {
    var version = placed("suspect", ".loading", "suspect/1.0.0");
    var disk = new DataDirectory(directory.resolve("data"));
    Files.write(
        disk.binaries().resolve(version.digest().hex()),
        Objects.requireNonNull(controlPlane.stored.get(version.digest())));
    new RoutingSnapshotStore(disk).save(Documents.serving("suspect", 1, version));
    controlPlane.hanging = new CountDownLatch(1);
    try (var issuer = new Issuer()) {
      var node = new NodeUnderTest(directory, controlPlane, issuer);
      node.awaitAnswer("suspect", "1.0.0");
      controlPlane.hanging.countDown();
      node.close();
    }
  }

  @Test
  void what_is_in_quarantine_fails_a_deployment_and_another_digest_does_not() throws Exception {
    var deadly = placed("deadly", ".crashed", "2 " + Instant.now());
    controlPlane.publish(Documents.staging("deadly", 1, Optional.empty(), deadly));
    try (var issuer = new Issuer()) {
      var node = new NodeUnderTest(directory, controlPlane, issuer);
      node.awaitReady();
      controlPlane.awaitAck("deadly", 1);
      var acknowledgement = controlPlane.lastAck("deadly").orElseThrow();
      assertEquals(VersionState.Failed, acknowledgement.versions().get("1.0.0"));
      assertTrue(
          acknowledgement.problem().orElseThrow().contains("process ended"),
          acknowledgement::toString);
      assertTrue(node.get("/metrics").body().contains("plugin_versions_crashed{"));
      var mended = controlPlane.register("1.0.1", PluginSource.echo("deadly", "1.0.1").jar());
      controlPlane.publish(Documents.serving("deadly", 2, mended));
      controlPlane.awaitAck("deadly", 2);
      assertEquals("1.0.1", node.invoke("deadly", "run", "").body());
      controlPlane.publish(Documents.serving("deadly", 3, deadly));
      Eventually.so(
          "no document named it: it is tried again",
          () -> node.invoke("deadly", "run", "").body().equals("1.0.0"));
      node.close();
    }
  }

  private RoutedVersion placed(String plugin, String kind, String text) throws Exception {
    return placed(PluginSource.echo(plugin, "1.0.0"), kind, text);
  }

  private RoutedVersion placed(PluginSource plugin, String kind, String text) throws Exception {
    var version = controlPlane.register("1.0.0", plugin.jar());
    var data = new DataDirectory(directory.resolve("data"));
    data.prepare();
    Files.writeString(data.crashes().resolve(version.digest().hex() + kind), text);
    return version;
  }
}

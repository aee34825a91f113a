package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.Bundle;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node does about routing documents. */
class NodeTest {
  private static final String START_HANGS =
      "public void start(PluginContext c) throws Exception { Thread.sleep(60_000); }\n"
          + "public Reply handle(Call call) { return Reply.text(\"never\"); }";
  private static final String START_THROWS =
      "public void start(PluginContext c) { throw new IllegalStateException(\"no licence\"); }\n"
          + "public Reply handle(Call call) { return Reply.text(\"never\"); }";

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, controlPlane, issuer);
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void a_version_is_staged_switched_to_and_rolled_back() throws Exception {
    node.awaitReady();
    var one = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var two = controlPlane.register("1.1.0", PluginSource.echo("echo", "1.1.0").jar());
    controlPlane.publish(Documents.serving("echo", 1, one));
    controlPlane.awaitAck("echo", 1);
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());

    controlPlane.publish(Documents.staging("echo", 2, Optional.of(one), two));
    controlPlane.awaitAck("echo", 2);
    assertEquals(
        Map.of("1.0.0", VersionState.Ready, "1.1.0", VersionState.Ready),
        controlPlane.lastAck("echo").orElseThrow().versions());
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());

    controlPlane.publish(Documents.warming("echo", 3, two, one));
    controlPlane.awaitAck("echo", 3);
    var answer = node.invoke(PluginId.of("echo").toString(), "run", "");
    assertEquals("1.1.0", answer.body());
    assertEquals("1.1.0", answer.headers().firstValue("HotSwap-Plugin-Version").orElseThrow());
    assertEquals("3", answer.headers().firstValue("HotSwap-Generation").orElseThrow());
    assertEquals("node-1", answer.headers().firstValue("HotSwap-Node").orElseThrow());
    assertTrue(
        Bundle.parse(answer.headers().firstValue("HotSwap-Bundle").orElseThrow()).isPresent());

    int before = controlPlane.fetched.get();
    controlPlane.publish(Documents.warming("echo", 4, one, two));
    controlPlane.awaitAck("echo", 4);
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertEquals(before, controlPlane.fetched.get(), "a warm version is not fetched again");
  }

  @Test
  void a_staged_version_that_fails_is_acknowledged_and_routed_to_by_nobody() throws Exception {
    var one = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var bad = controlPlane.register("2.0.0", PluginSource.of("echo", "2.0.0", START_THROWS).jar());
    controlPlane.publish(Documents.serving("echo", 1, one));
    controlPlane.awaitAck("echo", 1);
    controlPlane.publish(Documents.staging("echo", 2, Optional.of(one), bad));
    controlPlane.awaitAck("echo", 2);
    var acknowledgement = controlPlane.lastAck("echo").orElseThrow();
    assertEquals(VersionState.Failed, acknowledgement.versions().get("2.0.0"));
    assertEquals(2, acknowledgement.serving());
    assertTrue(
        acknowledgement.problem().orElseThrow().contains("no licence"), acknowledgement::toString);
  }

  @Test
  void a_serving_version_that_fails_leaves_the_last_good_generation_in_use() throws Exception {
    var one = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var bad = controlPlane.register("2.0.0", PluginSource.of("echo", "2.0.0", START_THROWS).jar());
    controlPlane.publish(Documents.serving("echo", 1, one));
    controlPlane.awaitAck("echo", 1);
    controlPlane.publish(Documents.serving("echo", 2, bad));
    controlPlane.awaitAck("echo", 2);
    assertEquals(1, controlPlane.lastAck("echo").orElseThrow().serving());
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertTrue(node.get("/status").body().contains("\"serving\":1"));
  }

  @Test
  void a_version_that_hangs_in_start_stands_in_nobodys_way() throws Exception {
    var one = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var hanging =
        controlPlane.register("2.0.0", PluginSource.of("echo", "2.0.0", START_HANGS).jar());
    var other = controlPlane.register("1.0.0", PluginSource.echo("other", "1.0.0").jar());
    controlPlane.publish(Documents.staging("echo", 1, Optional.of(one), hanging));
    Eventually.so("served beside it", () -> node.invoke("echo", "run", "").statusCode() == 200);
    controlPlane.publish(Documents.serving("other", 1, other));
    controlPlane.awaitAck("other", 1);
    assertTrue(controlPlane.lastAck("echo").isEmpty(), "not dealt with yet");
    controlPlane.publish(Documents.serving("echo", 2, one));
    controlPlane.awaitAck("echo", 2);
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertFalse(
        node.get("/metrics").body().contains("plugin_load_failures_total{"),
        "what is given up has not failed");
  }

  @Test
  void a_blip_of_the_store_is_no_failure() throws Exception {
    controlPlane.failingFetches.set(2);
    controlPlane.publish(
        Documents.serving(
            "echo", 1, controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
    controlPlane.awaitAck("echo", 1);
    assertEquals(
        VersionState.Ready, controlPlane.lastAck("echo").orElseThrow().versions().get("1.0.0"));
  }

  @Test
  void a_store_that_stays_away_is_a_failure_that_heals_when_it_is_back() throws Exception {
    controlPlane.failingFetches.set(5);
    controlPlane.publish(
        Documents.serving(
            "echo", 1, controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
    controlPlane.awaitAck("echo", 1);
    assertEquals(
        VersionState.Failed, controlPlane.acknowledgements.getFirst().versions().get("1.0.0"));
    Eventually.so(
        "the node says so when it heals",
        () -> controlPlane.lastAck("echo").orElseThrow().serving() == 1);
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
  }

  @Test
  void nothing_is_read_while_nothing_changes() throws Exception {
    node.awaitReady();
    int before = controlPlane.pointerReads.get();
    assertTrue(before > 0, "they are read when they are new");
    int polls = controlPlane.changePolls.get();
    Eventually.so("polled again and again", () -> controlPlane.changePolls.get() >= polls + 5);
    assertEquals(before, controlPlane.pointerReads.get());
  }

  @Test
  void the_control_plane_may_go_and_come_back() throws Exception {
    var one = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var two = controlPlane.register("1.1.0", PluginSource.echo("echo", "1.1.0").jar());
    controlPlane.publish(Documents.serving("echo", 1, one));
    controlPlane.awaitAck("echo", 1);
    controlPlane.away = true;
    Eventually.so(
        "noticed", () -> node.get("/status").body().contains("\"controlPlaneReachable\":false"));
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertEquals(200, node.get("/health/ready").statusCode());
    controlPlane.publish(Documents.serving("echo", 2, two));
    controlPlane.away = false;
    controlPlane.awaitAck("echo", 2);
    assertEquals("1.1.0", node.invoke("echo", "run", "").body());
  }

  @Test
  void a_plugin_that_is_sick_here_leaves_the_node_ready_and_is_answered_when_nobody_else_can()
      throws Exception {
    var one = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var serving = Documents.serving("echo", 1, one);
    controlPlane.publish(serving);
    controlPlane.awaitAck("echo", 1);
    node.awaitReady();
    var ejected = Documents.supervising(serving, Documents.ejecting(List.of("node-1")));
    controlPlane.publish(ejected);
    controlPlane.awaitAck("echo", 2);
    var readiness = node.get("/health/ready");
    assertEquals(200, readiness.statusCode());
    assertEquals("echo", readiness.headers().firstValue("HotSwap-Ejected-Plugins").orElseThrow());
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertEquals(200, node.get("/health/live").statusCode());
    controlPlane.publish(Documents.supervising(ejected, Documents.ejecting(List.of("node-2"))));
    controlPlane.awaitAck("echo", 3);
    assertFalse(
        node.get("/health/ready").headers().firstValue("HotSwap-Ejected-Plugins").isPresent());
  }

  @Test
  void a_stopping_node_gives_its_lease_back() throws Exception {
    Eventually.so("a lease", () -> controlPlane.leases.containsKey("node-1"));
    assertTrue(controlPlane.leases.get("node-1").address().endsWith(":" + node.port()));
    node.stop();
    assertFalse(controlPlane.leases.containsKey("node-1"));
  }
}

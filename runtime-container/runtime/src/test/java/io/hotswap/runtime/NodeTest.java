package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.VersionState;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.World;
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
  private final World world = new World();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, world, issuer);
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void a_version_is_staged_switched_to_and_rolled_back() throws Exception {
    node.awaitReady();
    var one = world.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var two = world.register("1.1.0", PluginSource.echo("echo", "1.1.0").jar());
    world.publish(Documents.serving("echo", 1, one));
    world.awaitWord("echo", 1);
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());

    world.publish(Documents.staging("echo", 2, Optional.of(one), two));
    world.awaitWord("echo", 2);
    assertEquals(
        Map.of("1.0.0", VersionState.Ready, "1.1.0", VersionState.Ready),
        world.lastWord("echo").orElseThrow().versions());
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());

    world.publish(Documents.warming("echo", 3, two, one));
    world.awaitWord("echo", 3);
    var answer = node.invoke(PluginId.of("echo").toString(), "run", "");
    assertEquals("1.1.0", answer.body());
    assertEquals("1.1.0", answer.headers().firstValue("HotSwap-Plugin-Version").orElseThrow());
    assertEquals("3", answer.headers().firstValue("HotSwap-Generation").orElseThrow());
    assertEquals("node-1", answer.headers().firstValue("HotSwap-Node").orElseThrow());
    assertEquals(16, answer.headers().firstValue("HotSwap-Bundle").orElseThrow().length());

    int before = world.fetched.get();
    world.publish(Documents.warming("echo", 4, one, two));
    world.awaitWord("echo", 4);
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertEquals(before, world.fetched.get(), "a warm version is not fetched again");
  }

  @Test
  void a_staged_version_that_fails_is_acknowledged_and_routed_to_by_nobody() throws Exception {
    var one = world.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var bad = world.register("2.0.0", PluginSource.of("echo", "2.0.0", START_THROWS).jar());
    world.publish(Documents.serving("echo", 1, one));
    world.awaitWord("echo", 1);
    world.publish(Documents.staging("echo", 2, Optional.of(one), bad));
    world.awaitWord("echo", 2);
    var acknowledgement = world.lastWord("echo").orElseThrow();
    assertEquals(VersionState.Failed, acknowledgement.versions().get("2.0.0"));
    assertEquals(2, acknowledgement.serving());
    assertTrue(
        acknowledgement.problem().orElseThrow().contains("no licence"), acknowledgement::toString);
  }

  @Test
  void a_serving_version_that_fails_leaves_the_last_good_generation_in_use() throws Exception {
    var one = world.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var bad = world.register("2.0.0", PluginSource.of("echo", "2.0.0", START_THROWS).jar());
    world.publish(Documents.serving("echo", 1, one));
    world.awaitWord("echo", 1);
    world.publish(Documents.serving("echo", 2, bad));
    world.awaitWord("echo", 2);
    assertEquals(1, world.lastWord("echo").orElseThrow().serving());
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertTrue(node.get("/status").body().contains("\"serving\":1"));
  }

  @Test
  void a_version_that_hangs_in_start_stands_in_nobodys_way() throws Exception {
    var one = world.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var hanging = world.register("2.0.0", PluginSource.of("echo", "2.0.0", START_HANGS).jar());
    var other = world.register("1.0.0", PluginSource.echo("other", "1.0.0").jar());
    world.publish(Documents.staging("echo", 1, Optional.of(one), hanging));
    Eventually.so("served beside it", () -> node.invoke("echo", "run", "").statusCode() == 200);
    world.publish(Documents.serving("other", 1, other));
    world.awaitWord("other", 1);
    assertTrue(world.lastWord("echo").isEmpty(), "not dealt with yet");
    world.publish(Documents.serving("echo", 2, one));
    world.awaitWord("echo", 2);
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertFalse(
        node.get("/metrics").body().contains("plugin_load_failures_total{"),
        "what is given up has not failed");
  }

  @Test
  void a_blip_of_the_store_is_no_failure() throws Exception {
    world.failingFetches.set(2);
    world.publish(
        Documents.serving(
            "echo", 1, world.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
    world.awaitWord("echo", 1);
    assertEquals(VersionState.Ready, world.lastWord("echo").orElseThrow().versions().get("1.0.0"));
  }

  @Test
  void a_store_that_stays_away_is_a_failure_that_heals_when_it_is_back() throws Exception {
    world.failingFetches.set(5);
    world.publish(
        Documents.serving(
            "echo", 1, world.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
    world.awaitWord("echo", 1);
    assertEquals(VersionState.Failed, world.acknowledgements.getFirst().versions().get("1.0.0"));
    Eventually.so(
        "the node says so when it heals",
        () -> world.lastWord("echo").orElseThrow().serving() == 1);
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
  }

  @Test
  void nothing_is_read_while_nothing_changes() throws Exception {
    node.awaitReady();
    int before = world.pointerReads.get();
    assertTrue(before > 0, "they are read when they are new");
    int polls = world.changePolls.get();
    Eventually.so("polled again and again", () -> world.changePolls.get() >= polls + 5);
    assertEquals(before, world.pointerReads.get());
  }

  @Test
  void the_control_plane_may_go_and_come_back() throws Exception {
    var one = world.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var two = world.register("1.1.0", PluginSource.echo("echo", "1.1.0").jar());
    world.publish(Documents.serving("echo", 1, one));
    world.awaitWord("echo", 1);
    world.away = true;
    Eventually.so(
        "noticed", () -> node.get("/status").body().contains("\"controlPlaneReachable\":false"));
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertEquals(200, node.get("/health/ready").statusCode());
    world.publish(Documents.serving("echo", 2, two));
    world.away = false;
    world.awaitWord("echo", 2);
    assertEquals("1.1.0", node.invoke("echo", "run", "").body());
  }

  @Test
  void a_plugin_that_is_sick_here_leaves_the_node_ready_and_is_answered_when_nobody_else_can()
      throws Exception {
    var one = world.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    var serving = Documents.serving("echo", 1, one);
    world.publish(serving);
    world.awaitWord("echo", 1);
    node.awaitReady();
    var ejected = Documents.supervising(serving, Documents.ejecting(List.of("node-1")));
    world.publish(ejected);
    world.awaitWord("echo", 2);
    var readiness = node.get("/health/ready");
    assertEquals(200, readiness.statusCode());
    assertEquals("echo", readiness.headers().firstValue("HotSwap-Ejected-Plugins").orElseThrow());
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertEquals(200, node.get("/health/live").statusCode());
    world.publish(Documents.supervising(ejected, Documents.ejecting(List.of("node-2"))));
    world.awaitWord("echo", 3);
    assertFalse(
        node.get("/health/ready").headers().firstValue("HotSwap-Ejected-Plugins").isPresent());
  }

  @Test
  void a_stopping_node_gives_its_lease_back() throws Exception {
    Eventually.so("a lease", () -> world.leases.containsKey("node-1"));
    assertTrue(world.leases.get("node-1").address().endsWith(":" + node.port()));
    node.stop();
    assertFalse(world.leases.containsKey("node-1"));
  }
}

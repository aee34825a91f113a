package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody holds a monitor that a loop of the node's waits for: the node says so, and leaves. */
class StuckLoopTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final AtomicInteger reached = new AtomicInteger();
  private final Object monitor = new Object();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node =
        new NodeUnderTest(
            directory, controlPlane, issuer, Map.of(NodeUnderTest.WITHOUT_AGENT, "true"));
    controlPlane.publish(
        Documents.serving(
            "echo", 1, controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
    controlPlane.awaitAck("echo", 1);
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  /** That loop waits for the monitor whenever it reaches the control plane. */
  private void blocks(String loop) {
    controlPlane.hanging =
        new CountDownLatch(0) {
          @Override
          public void await() {
            if (Thread.currentThread().getName().equals(loop)) {
              synchronized (monitor) {
                reached.incrementAndGet();
              }
            }
          }
        };
  }

  @Test
  void it_is_unready_and_its_lease_ends_until_the_loop_goes_on() throws Exception {
    synchronized (monitor) {
      blocks("follow-routing");
      awaitUnready("follow-routing");
      assertEquals("1.0.0", node.invoke("echo", "run", "").body());
      Eventually.so(
          "the lease is not renewed",
          () -> renewedAt().isBefore(Instant.now().minus(Duration.ofSeconds(3))));
    }
    node.awaitReady();
    assertTrue(reached.get() > 0);
    var before = Instant.now();
    Eventually.so("the lease is renewed", () -> renewedAt().isAfter(before));
  }

  private Instant renewedAt() {
    return controlPlane.leases.get("node-1").heartbeatAt();
  }

  @Test
  void it_leaves_when_the_loop_stays_stuck() throws Exception {
    synchronized (monitor) {
      blocks("heartbeat");
      awaitUnready("heartbeat");
      assertEquals(200, node.get("/health/live").statusCode());
      Eventually.within(PATIENCE, () -> "it is given up", () -> node.beyondHelp.get() != null);
      assertTrue(node.beyondHelp.get().startsWith("loop heartbeat "), node.beyondHelp::get);
      var live = node.get("/health/live");
      assertEquals(503, live.statusCode());
      assertTrue(live.body().contains("heartbeat"), live::body);
      assertEquals(503, node.getAsClient("/health/started").statusCode());
    }
  }

  private void awaitUnready(String loop) throws Exception {
    var why = "loop " + loop + " gives no sign of life: it waits for the monitor";
    Eventually.within(
        PATIENCE, () -> "it is unready", () -> node.get("/health/ready").statusCode() == 503);
    assertTrue(node.get("/health/ready").body().contains(why), node.get("/health/ready")::body);
    var said = node.getAsClient("/health/ready");
    assertEquals(503, said.statusCode());
    assertFalse(said.body().contains("loop"), said::body);
  }
}

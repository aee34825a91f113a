package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plugin in the node's own process turns on the node's threads. */
class HealthIsEvidenceTest {
  // Not those that the test itself needs.
  private static final String IS_THE_NODES =
      "each != null && each != Thread.currentThread()"
          + " && !each.getName().matches(\"main|(HttpClient|HTTP-|issuer).*\")";

  private enum Attack {
    INTERRUPTS_ALL("each.interrupt();"),
    INTERRUPTS_FROM_THE_COMMON_POOL(
        "java.util.concurrent.CompletableFuture.runAsync(each::interrupt);"),
    INTERRUPTS_BY_REFLECTION("Thread.class.getMethod(\"interrupt\").invoke(each);"),
    DEMOTES_ALL(
        "each.setUncaughtExceptionHandler((t, e) -> {});"
            + " if (each.isDaemon()) { each.setPriority(Thread.MIN_PRIORITY); }");

    private final String code;

    Attack(String each) {
      code =
          """
          var group = Thread.currentThread().getThreadGroup();
          while (group.getParent() != null) { group = group.getParent(); }
          var threads = new Thread[1000];
          group.enumerate(threads, true);
          for (Thread each : threads) {
            if (%s) { %s }
          }
          """
              .formatted(IS_THE_NODES, each);
    }
  }

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node =
        new NodeUnderTest(
            directory,
            controlPlane,
            issuer,
            Map.of(
                "HOTSWAP_REPORTING_MILLIS", "100",
                "HOTSWAP_HEALTH_MILLIS", "100",
                "HOTSWAP_CALL_TIMEOUT_MILLIS", "1000"));
    var one = controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar());
    controlPlane.publish(Documents.serving("echo", 1, one));
    controlPlane.awaitAck("echo", 1);
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatever_a_plugin_does_to_threads_every_loop_goes_on(Attack attack) throws Exception {
    attack(attack);
    var leaseBefore = controlPlane.leases.get("node-1").heartbeatAt();
    var two = controlPlane.register("1.1.0", PluginSource.echo("echo", "1.1.0").jar());
    controlPlane.publish(Documents.serving("echo", 2, two));
    controlPlane.awaitAck("echo", 2);
    assertEquals("1.1.0", node.invoke("echo", "run", "").body());
    Eventually.so(
        "the lease is renewed",
        () -> controlPlane.leases.get("node-1").heartbeatAt().isAfter(leaseBefore));
    int told = controlPlane.reports.health.size();
    controlPlane.askForHealth("echo", Instant.now());
    Eventually.so("health is told", () -> controlPlane.reports.health.size() > told);
    assertEquals(504, node.invoke("attacker", "other", "").statusCode(), "deadlines are kept");
    assertEquals(200, node.get("/health/ready").statusCode());
    assertTrue(node.get("/status").body().contains("\"controlPlaneReachable\":true"));
  }

  @Test
  void none_of_the_nodes_threads_spins_afterwards() throws Exception {
    attack(Attack.INTERRUPTS_ALL);
    var cpu = new ThreadTimes();
    long began = System.nanoTime();
    Eventually.so("a while passes", () -> System.nanoTime() - began > 500_000_000L);
    cpu.assertNoneUsedMoreThan(300_000_000L);
  }

  private void attack(Attack attack) throws Exception {
    var source =
        "public Reply handle(Call call) throws Exception {"
            + " if (call.operation().equals(\"other\")) { Thread.sleep(60_000); }"
            + " for (int time = 0; time < 20; time++) {"
            + attack.code
            + " Thread.sleep(5); } return Reply.text(\"done\"); }";
    var attacker =
        controlPlane.register("1.0.0", PluginSource.of("attacker", "1.0.0", source).jar());
    controlPlane.publish(Documents.serving("attacker", 1, attacker));
    controlPlane.awaitAck("attacker", 1);
    node.invoke("attacker", "run", "");
  }
}

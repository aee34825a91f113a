package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.runtime.disk.ClockOffsetFile;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose own clock is wrong serves, keeps its lease, and says so. */
class WrongClockTest {
  private static final Duration A_LITTLE = Duration.ofSeconds(3);

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  private void begin(Duration wrongBy) throws Exception {
    controlPlane.clock =
        new ControlPlaneClock(Clock.offset(Clock.systemUTC(), wrongBy), System::nanoTime);
    controlPlane.clock.adjust(
        Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS),
        controlPlane.clock.monotonicMillis());
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
  }

  private void assertLeaseIsRight(Duration wrongBy) throws Exception {
    Eventually.so("it has a lease", () -> controlPlane.leases.containsKey("node-1"));
    var lease = controlPlane.leases.get("node-1");
    var error = Duration.between(lease.heartbeatAt(), Clock.systemUTC().instant()).abs();
    assertTrue(error.compareTo(A_LITTLE) < 0, () -> "heartbeat off by " + error);
    var said = Duration.ofMillis(lease.clockAheadMillis()).minus(wrongBy).abs();
    assertTrue(said.compareTo(A_LITTLE) < 0, () -> "said: " + lease.clockAheadMillis());
  }

  @Test
  void fifteen_seconds_slow() throws Exception {
    begin(Duration.ofSeconds(-15));
    assertLeaseIsRight(Duration.ofSeconds(-15));
  }

  @Test
  void three_minutes_ahead_with_its_name() throws Exception {
    begin(Duration.ofMinutes(3));
    assertLeaseIsRight(Duration.ofMinutes(3));
    Eventually.so(
        "metrics name it",
        () -> node.get("/metrics").body().contains("node_clock_ahead_seconds{node=\"node-1\"} 1"));
    assertTrue(node.get("/status").body().contains("\"clockAheadMillis\":1"));
  }

  @Test
  void a_day_fast_it_believes_tokens_that_have_not_expired() throws Exception {
    begin(Duration.ofHours(25));
    var version = controlPlane.register("1.0.0", PluginSource.echo("shop", "1.0.0").jar());
    controlPlane.publish(Documents.serving("shop", 1, version));
    controlPlane.awaitAck("shop", 1);
    assertEquals(200, node.invoke("shop", "run", "").statusCode());
  }

  @Test
  void its_next_process_knows() throws Exception {
    begin(Duration.ofHours(1));
    var offsetFile = new ClockOffsetFile(new DataDirectory(directory.resolve("data")).clock());
    Eventually.so(
        () -> "kept: " + offsetFile.read(),
        () -> offsetFile.read().minus(Duration.ofHours(1)).abs().compareTo(A_LITTLE) < 0);
  }
}

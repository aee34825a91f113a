package io.hotswap.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.agent.host.AgentConnection;
import io.hotswap.agent.host.AgentUnreachable;
import io.hotswap.agent.host.SocketNodes;
import io.hotswap.agent.host.SocketRouting;
import io.hotswap.agent.host.SocketTenants;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.engine.LocalEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent as a process, a real engine behind it, a host in front of it. */
class AgentTest {
  private static final Environment HERE = Environment.Development;
  private static final int MISCONFIGURED = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalEngine engine = LocalEngine.shared();
  private final Map<String, String> variables = new HashMap<>();
  private final ControlPlaneClock clock =
      new ControlPlaneClock(Clock.systemUTC(), System::nanoTime);
  private Path folder;
  private Path socket;
  private AgentProcess agent;
  private AgentConnection connection;

  @BeforeEach
  void start() throws Exception {
    // A test's own folder has too long a path for a socket.
    folder = Files.createTempDirectory("agent-");
    socket = folder.resolve("agent.sock");
    variables.putAll(engine.freshStage().environment());
    variables.put("AWS_ENDPOINT_URL", engine.endpoint().toString());
    variables.put("AWS_REGION", System.getProperty("aws.region"));
    variables.put("AWS_ACCESS_KEY_ID", System.getProperty("aws.accessKeyId"));
    variables.put("AWS_SECRET_ACCESS_KEY", System.getProperty("aws.secretAccessKey"));
    variables.put("HOTSWAP_SECRETS_KEY", "secrets");
    variables.put("HOTSWAP_ANOMALIES_QUEUE_URL", engine.endpoint() + "/000000000000/anomalies");
    variables.put("HOTSWAP_ENVIRONMENT", HERE.name());
    variables.put("HOTSWAP_NODE_ID", "node-1");
    variables.put("HOTSWAP_AGENT_SOCKET", socket.toString());
    variables.put("HOTSWAP_AGENT_FILES", folder.resolve("files").toString());
    startAgent();
    connection =
        new AgentConnection(
            socket, Duration.ofSeconds(20), clock, Thread.ofPlatform().daemon().factory());
  }

  @AfterEach
  void stop() {
    connection.close();
    agent.close();
  }

  private void startAgent() throws Exception {
    agent = new AgentProcess(variables, folder.resolve("agent.log"));
    agent.awaitListening(socket);
  }

  @Test
  void it_answers_what_the_tables_hold() {
    var nodes = new SocketNodes(connection);
    var routing = new SocketRouting(connection);
    var tenants = new SocketTenants(connection);
    var lease = lease();
    nodes.heartbeat(lease);
    assertEquals(List.of(lease), nodes.leases(HERE));
    nodes.leave(lease);
    assertEquals(List.of(), nodes.leases(HERE));
    assertEquals(0, routing.changeCount(HERE));
    assertEquals(List.of(), routing.pointers(HERE));
    assertEquals(Optional.of(TrustDocument.NOBODY), routing.otherThan(-1));
    assertFalse(tenants.changeCounts(HERE).isEmpty());
    assertTrue(clock.isSynchronized(), "its answers bring the control plane's time");
  }

  @Test
  void it_may_be_killed_and_its_host_goes_on_with_the_next_one() throws Exception {
    var routing = new SocketRouting(connection);
    assertEquals(0, routing.changeCount(HERE));
    for (int i = 0; i < 3; i++) {
      agent.kill();
      assertThrows(AgentUnreachable.class, () -> routing.changeCount(HERE));
      startAgent();
      awaitAnswer(routing);
    }
  }

  @Test
  void it_waits_for_the_last_words_of_its_host() throws Exception {
    var nodes = new SocketNodes(connection);
    nodes.heartbeat(lease());
    agent.process.destroy();
    nodes.leave(lease());
    assertEquals(List.of(), nodes.leases(HERE));
    connection.close();
    agent.exit();
    assertFalse(Files.exists(socket));
  }

  @Test
  void it_says_what_it_lacks_and_ends() throws Exception {
    agent.close();
    for (var name : List.of("HOTSWAP_NODES_TABLE", "HOTSWAP_AGENT_SOCKET", "AWS_REGION")) {
      var without = new HashMap<>(variables);
      without.put(name, "");
      var log = folder.resolve(name + ".log");
      try (var lacking = new AgentProcess(without, log)) {
        assertEquals(MISCONFIGURED, lacking.exit(), () -> said(log));
      }
      assertTrue(said(log).contains(name), () -> said(log));
    }
  }

  private static String said(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitAnswer(SocketRouting routing) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        routing.changeCount(HERE);
        return;
      } catch (AgentUnreachable e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      Thread.sleep(20);
    }
  }

  private static Lease lease() {
    var now = Instant.parse("2026-01-01T00:00:00Z");
    return new Lease(HERE, "node-1", "i", "127.0.0.1:8080", now, now.plusSeconds(10));
  }
}

package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import io.hotswap.runtime.testing.AgentUnderTest;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.training.TrainingFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin never lets go of the monitors of what all share: nothing of the node waits for them. */
class SharedMonitorsTest {
  private static final Pattern RENEWED =
      Pattern.compile(
          "node_control_plane_last_success_timestamp_seconds\\{exchange=\"(lease|routing)\"}"
              + " (\\S+)");
  private static final String GRABS =
      """
      private static final List<Object> SHARED = new ArrayList<>(List.of(
          Thread.class, System.class, Runtime.class, Runtime.getRuntime(), Class.class,
          TimeZone.class, Locale.class, Currency.class, Calendar.class,
          java.nio.charset.Charset.class, System.getProperties(), ClassLoader.class,
          ClassLoader.getSystemClassLoader(), ClassLoader.getPlatformClassLoader(),
          java.net.URL.class, java.net.URLConnection.class, java.net.InetAddress.class,
          java.net.Proxy.class, java.net.ProxySelector.getDefault(),
          java.sql.DriverManager.class, java.util.logging.LogManager.getLogManager(),
          java.util.logging.Logger.getGlobal(), java.security.Security.class,
          java.lang.ref.Reference.class, java.util.concurrent.ForkJoinPool.commonPool()));

      public void start(PluginContext c) {
        for (var provider : java.security.Security.getProviders()) { SHARED.add(provider); }
        for (var thread : Thread.getAllStackTraces().keySet()) { SHARED.add(thread); }
        var held = new java.util.concurrent.CountDownLatch(SHARED.size());
        for (var each : SHARED) {
          new Thread(() -> {
            synchronized (each) {
              held.countDown();
              while (true) {
                try { Thread.sleep(60_000); } catch (InterruptedException e) { }
              }
            }
          }).start();
        }
      }
      public Reply handle(Call call) { return Reply.text("held"); }
      """;

  @TempDir Path directory;

  @Test
  void the_node_goes_on_and_ends_when_asked() throws Exception {
    try (var fixture = new TrainingFixture(directory);
        var agent =
            new AgentUnderTest(
                fixture.variables().get("HOTSWAP_NODE_ID"), new InMemoryControlPlane())) {
      var jar = PluginSource.of("greedy", "1.0.0", GRABS).jar();
      var disk = new DataDirectory(directory.resolve("disk"));
      var digest = PluginSource.digest(jar);
      Files.write(disk.binaries().resolve(digest.hex()), jar);
      new RoutingSnapshotStore(disk)
          .save(
              Documents.serving(
                  "greedy", 1, new RoutedVersion("1.0.0", digest, jar.length, "deployment", "")));
      var log = directory.resolve("node.log");
      try (var node =
          new NodeProcess(
              fixture,
              log,
              Map.of(
                  "HOTSWAP_AGENT_SOCKET",
                  agent.socket().toString(),
                  "HOTSWAP_HEARTBEAT_MILLIS",
                  "500",
                  "HOTSWAP_LEASE_MILLIS",
                  "2000"))) {
        Eventually.within(
            Duration.ofMinutes(2),
            () -> "all is up",
            () -> node.get("/health/ready").startsWith("200") && isGreedyUp(node));
        var before = renewed(node);
        Eventually.within(
            Duration.ofMinutes(1),
            () -> "lease and routing go on, many times: " + before,
            () ->
                renewed(node).values().stream().mapToDouble(it -> it).min().orElse(0)
                    > before.values().stream().mapToDouble(it -> it).max().orElse(0) + 5);
        assertTrue(node.get("/health/ready").startsWith("200"));
        assertTrue(node.get("/health/live").startsWith("200"));
        assertEquals(200, node.invoke("echo").statusCode());
        node.process.destroy();
        assertEquals(143, node.exit());
      }
    }
  }

  private static boolean isGreedyUp(NodeProcess node) throws Exception {
    return node.invoke("greedy").statusCode() == 200;
  }

  private static Map<String, Double> renewed(NodeProcess node) throws Exception {
    var found = new java.util.HashMap<String, Double>();
    RENEWED
        .matcher(node.get("/metrics"))
        .results()
        .forEach(it -> found.put(it.group(1), Double.valueOf(it.group(2))));
    return found;
  }
}

package io.hotswap.runtime.agent;

import static io.hotswap.agent.socket.Wire.Nothing.NOTHING;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.agent.socket.Question;
import io.hotswap.agent.socket.Questions;
import io.hotswap.agent.socket.SocketMessage.Asked;
import io.hotswap.agent.socket.Wire;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.persistence.stored.report.StoredAnomaly;
import io.hotswap.persistence.stored.report.StoredHealthReport;
import io.hotswap.persistence.stored.report.StoredLease;
import io.hotswap.runtime.fuzzing.ProcessMemory;
import io.hotswap.runtime.testing.AgentUnderTest;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code SocketFuzzClaim 600 15 figures.json}: seconds, seed. */
final class SocketFuzzClaim {
  private static final String PLUGIN = "served";
  private static final String NODE = "node-1";
  private static final long MOST_GROWTH = 24 << 20;
  private static final long SLOWEST_MILLIS = 2_000;

  private SocketFuzzClaim() {}

  /**
   * @param strangers nodes, plugins and environments of which the control plane was told, that are
   *     not the agent's
   */
  record Figures(
      long seed,
      SocketFuzz.Figures fuzz,
      List<String> strangers,
      long heapBefore,
      long heapAfter,
      long threadsBefore,
      long threadsAfter,
      boolean holds) {}

  static Figures run(Duration time, long most, long seed) throws Exception {
    var controlPlane = new InMemoryControlPlane();
    var version = controlPlane.register("1.0.0", PluginSource.echo(PLUGIN, "1.0.0").jar());
    controlPlane.publish(Documents.serving(PLUGIN, 1, version));
    try (var agent = new AgentUnderTest(NODE, controlPlane)) {
      var fuzz = new SocketFuzz(agent.socket(), seed, seeds(version.digest()));
      fuzz.run(Duration.ofSeconds(20), 500);
      var strangers = strangers(controlPlane);
      long heapBefore = ProcessMemory.heapInUse();
      long threadsBefore = Thread.getAllStackTraces().size();
      var figures = fuzz.run(time, most);
      strangers.addAll(strangers(controlPlane));
      long heapAfter = ProcessMemory.heapInUse();
      long threadsAfter = Thread.getAllStackTraces().size();
      return new Figures(
          seed,
          figures,
          strangers.stream().sorted().toList(),
          heapBefore,
          heapAfter,
          threadsBefore,
          threadsAfter,
          strangers.isEmpty()
              && figures.goodFailed() == 0
              && figures.slowestGoodMillis() < SLOWEST_MILLIS
              && heapAfter - heapBefore < MOST_GROWTH
              && threadsAfter - threadsBefore < 10);
    }
  }

  private static List<Asked> seeds(Digest digest) {
    var plugin = PluginId.of(PLUGIN);
    var here = Environment.Development;
    var lease =
        new Lease(here, NODE, "i", "127.0.0.1:1", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
    var health = new HealthReport(here, plugin, "1.0.0", NODE, "i", 1, "sick", Instant.EPOCH);
    var anomaly =
        new Anomaly(here, plugin, "1.0.0", NODE, Anomaly.Kind.Unhealthy, "sick", Instant.EPOCH);
    return List.of(
        asked(Questions.CHANGE_COUNT, NOTHING),
        asked(Questions.POINTERS, NOTHING),
        asked(Questions.TRUST, new Wire.Count(1)),
        asked(Questions.BINARY, new Wire.Digested(digest)),
        asked(Questions.TENANT_SETTINGS, new Wire.SomePlugin(plugin)),
        asked(Questions.TENANT_CHANGES, new Wire.ChangedAfter(1, 0)),
        asked(Questions.STORED_SECRET, new Wire.SecretName(plugin, "acme", "key", 1)),
        asked(Questions.HEARTBEAT, StoredLease.of(lease)),
        asked(Questions.HEALTH, StoredHealthReport.of(health)),
        asked(Questions.ANOMALY, StoredAnomaly.of(anomaly)));
  }

  private static <Q> Asked asked(Question<Q, ?> question, Q asked) {
    return new Asked(1, question.name(), question.ask(asked));
  }

  /** Empties what was told, which is no growth of the agent's. */
  private static Set<String> strangers(InMemoryControlPlane controlPlane) {
    var health = controlPlane.reports.health;
    var anomalies = controlPlane.reports.anomalies;
    var told =
        java.util.stream.Stream.of(
                health.stream()
                    .map(it -> it.environment() + "/" + it.nodeId() + "/" + it.pluginId()),
                anomalies.stream()
                    .map(it -> it.environment() + "/" + it.nodeId() + "/" + it.pluginId()),
                controlPlane.leases.values().stream()
                    .map(it -> it.environment() + "/" + it.nodeId() + "/" + PluginId.of(PLUGIN)))
            .flatMap(it -> it)
            .filter(
                it -> !it.equals(Environment.Development + "/" + NODE + "/" + PluginId.of(PLUGIN)))
            .collect(Collectors.toSet());
    health.clear();
    anomalies.clear();
    return told;
  }

  public static void main(String[] arguments) throws Exception {
    var figures =
        run(
            Duration.ofSeconds(Long.parseLong(arguments[0])),
            Long.MAX_VALUE,
            Long.parseLong(arguments[1]));
    new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), figures);
    System.exit(figures.holds() ? 0 : 1);
  }
}

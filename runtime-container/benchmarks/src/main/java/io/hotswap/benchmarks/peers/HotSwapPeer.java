package io.hotswap.benchmarks.peers;

import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.plugin.Digest;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.calling.CallingConfig;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.counting.Counts;
import io.hotswap.runtime.disk.BinaryShelf;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.isolation.IsolationConfig;
import io.hotswap.runtime.loading.ExaminingHealth;
import io.hotswap.runtime.loading.Finding;
import io.hotswap.runtime.loading.LoadingConfig;
import io.hotswap.runtime.loading.LoadingVersion;
import io.hotswap.runtime.loading.Quarantining;
import io.hotswap.runtime.loading.RetiringVersion;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.routing.PluginRouting;
import io.hotswap.runtime.routing.Switchboard;
import io.hotswap.runtime.unloading.Unloading;
import io.hotswap.runtime.unloading.UnloadingConfig;
import io.hotswap.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// The parts of a node that load, route, call and unload, as `Node` puts them together, without
/// HTTP and control plane.
public final class HotSwapPeer implements Peer {
  private static final String NODE = "node-1";
  private static final double TRACED = 0.01;

  private final NodeMetrics metrics = new NodeMetrics(Environment.Development);
  private final Counts counts = new Counts(metrics, Clock.systemUTC());
  private final Telemetry telemetry = Telemetry.start("benchmark", NODE, TRACED, Map.of());
  private final Switchboard switchboard =
      new Switchboard(NODE, Clock.systemUTC(), new CoarseClock(), new Quotas(ejected -> 1));
  private final LinkedBlockingQueue<Finding> findings = new LinkedBlockingQueue<>();
  private final DataDirectory directory;
  private final LoadingVersion loading;
  private final RetiringVersion retiring;
  private final ExaminingHealth examining;
  private final Calling calling;
  private final Generations generations;
  private final Map<PluginJar, RoutingDocument> placed = new ConcurrentHashMap<>();

  public HotSwapPeer(Path root) {
    this(root, Map.of(), Map.of());
  }

  /// @param variables of the node's environment, for what loads
  /// @param quotas of tenants, for every plugin
  public HotSwapPeer(Path root, Map<String, String> variables, Map<String, Quota> quotas) {
    generations = new Generations(quotas);
    var config = LoadingConfig.from(new Variables(variables));
    // Never started: it would ask for collections, and what is measured counts live loaders by
    // itself.
    var globals = new GlobalState(metrics);
    var unloading =
        new Unloading(
            UnloadingConfig.from(new Variables(Map.of())),
            metrics,
            certificate -> {},
            Clock.systemUTC());
    directory = new DataDirectory(root.resolve("node"));
    directory.prepare();
    loading =
        new LoadingVersion(
            directory,
            new BinaryShelf(directory, new NoStore(), Duration.ofMillis(1)),
            config,
            new Isolation(
                IsolationConfig.from(new Variables(Map.of())), metrics.isolation(), directory),
            globals,
            unloading,
            metrics,
            counts,
            telemetry,
            NODE,
            loaded -> {});
    retiring = new RetiringVersion(config, globals, unloading, metrics, telemetry, NODE);
    examining = new ExaminingHealth(config.health(), metrics, findings::add);
    calling =
        new Calling(
            CallingConfig.from(new Variables(Map.of())),
            telemetry,
            NODE,
            new Quarantining(metrics, examining),
            () -> {});
  }

  @Override
  public void place(PluginJar jar) throws IOException {
    var shelved = directory.binaries().resolve(jar.sha256());
    if (Files.notExists(shelved)) {
      Files.createLink(shelved, jar.file());
    }
    placed.put(jar, generations.serving(jar.name(), routed(jar)));
  }

  @Override
  public void remove(PluginJar jar) throws IOException {
    placed.remove(jar);
    Files.deleteIfExists(directory.binaries().resolve(jar.sha256()));
  }

  // The document is what a node has before it loads.
  private static RoutedVersion routed(PluginJar jar) throws IOException {
    return new RoutedVersion(
        jar.version(), new Digest(jar.sha256()), Files.size(jar.file()), "deployment-1", "");
  }

  @Override
  public HotSwapRunning load(PluginJar jar) throws Exception {
    var document = Objects.requireNonNull(placed.get(jar));
    var routed = Objects.requireNonNull(document.versions().get(jar.version()));
    var version = loading.load(PluginRef.of(document, routed), () -> true);
    switchboard.publish(PluginRouting.of(document, Map.of(jar.version(), version)));
    return new HotSwapRunning(this, jar, version);
  }

  /// Nobody is routed to the plugin any more, unless to another version of it.
  void withdraw(PluginJar jar) {
    var inForce = switchboard.inForce(jar.name()).orElseThrow();
    if (inForce.serving().contains(jar.version())) {
      switchboard.publish(PluginRouting.of(generations.servingNobody(jar.name()), Map.of()));
    }
  }

  public Switchboard switchboard() {
    return switchboard;
  }

  public Calling calling() {
    return calling;
  }

  RetiringVersion retiring() {
    return retiring;
  }

  ExaminingHealth examining() {
    return examining;
  }

  LinkedBlockingQueue<Finding> findings() {
    return findings;
  }

  @Override
  public void close() {
    calling.close();
    telemetry.close();
  }
}

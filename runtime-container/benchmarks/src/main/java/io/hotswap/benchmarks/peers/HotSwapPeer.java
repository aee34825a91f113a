package io.hotswap.benchmarks.peers;

import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantQuota;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.NodeShare;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.calling.CallingConfig;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.ReleaseCache;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.isolation.IsolationConfig;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.loading.HealthFinding;
import io.hotswap.runtime.loading.LoadingConfig;
import io.hotswap.runtime.loading.PluginSpans;
import io.hotswap.runtime.loading.PluginStarter;
import io.hotswap.runtime.loading.QuarantinePolicy;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.loading.VersionUnloader;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.routing.PluginRouting;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.runtime.secrets.SecretSources;
import io.hotswap.runtime.secrets.TenantSecrets;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.runtime.unloading.CodeTracker;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// The parts of a node that load, route, call and unload, as `Node` puts them together, without
/// HTTP and control plane.
public final class HotSwapPeer implements Peer {
  private static final String NODE = "node-1";
  private static final double TRACED = 0.01;

  private final NodeMetrics metrics = new NodeMetrics(Environment.Development);
  private final CallCounter callCounter = new CallCounter(metrics, Clock.systemUTC());
  private final Telemetry telemetry = Telemetry.start("benchmark", NODE, TRACED, Map.of());
  private final TenantTable tenants = new TenantTable(TenantDefaults.OPEN);
  private final RouteTable routeTable =
      new RouteTable(
          NODE,
          Clock.systemUTC(),
          new CoarseClock(),
          new Quotas(ejected -> NodeShare.WHOLE),
          tenants,
          new TenantSecrets(tenants, SecretSources.NONE, Clock.systemUTC()));
  private final LinkedBlockingQueue<HealthFinding> findings = new LinkedBlockingQueue<>();
  private final DataDirectory directory;
  private final VersionLoader loading;
  private final VersionUnloader retiring;
  private final HealthCheck healthCheck;
  private final Calling calling;
  private final Generations generations = new Generations();
  private final Map<String, Quota> quotas;
  private final Map<PluginJar, RoutingDocument> placed = new ConcurrentHashMap<>();

  public HotSwapPeer(Path root) {
    this(root, Map.of(), Map.of());
  }

  /// @param variables of the node's environment, for what loads
  /// @param quotas of tenants, for every plugin
  public HotSwapPeer(Path root, Map<String, String> variables, Map<String, Quota> quotas) {
    this.quotas = quotas;
    var config = LoadingConfig.from(new Variables(variables));
    // Never started: it would ask for collections, and what is measured counts live loaders by
    // itself.
    var globals = new GlobalState(metrics);
    var collectionProof =
        new CollectionProof(
            UnloadingConfig.from(new Variables(Map.of())),
            metrics,
            unloadCertificate -> {},
            Clock.systemUTC());
    directory = new DataDirectory(root.resolve("node"));
    directory.prepare();
    var spans = new PluginSpans(telemetry, NODE);
    var codeTracker = new CodeTracker(globals, collectionProof);
    loading =
        new VersionLoader(
            directory,
            ReleaseCache.of(directory, new NoStore(), new NoStore(), Duration.ofMillis(1)),
            (ref, binary) -> Optional.empty(),
            config.remembered(),
            new PluginStarter(
                config,
                new Isolation(
                    IsolationConfig.from(new Variables(Map.of())), metrics.isolation(), directory),
                metrics,
                callCounter,
                spans,
                (ref, permitted) -> PluginCalls.NONE,
                loaded -> {}),
            codeTracker,
            metrics,
            spans);
    retiring = new VersionUnloader(config, codeTracker, metrics, spans);
    healthCheck = new HealthCheck(config.health(), metrics, findings::add);
    calling =
        new Calling(
            CallingConfig.from(new Variables(Map.of())),
            telemetry,
            NODE,
            new QuarantinePolicy(metrics, healthCheck),
            () -> {});
  }

  @Override
  public void place(PluginJar jar) throws IOException {
    var shelved = directory.binaries().resolve(jar.sha256());
    if (Files.notExists(shelved)) {
      Files.createLink(shelved, jar.file());
    }
    placed.put(jar, generations.serving(jar.name(), routed(jar)));
    quotas.forEach(
        (tenant, quota) ->
            tenants.put(
                ConfiguredTenantPlugin.without(
                    TenantPlugin.unset(
                            new TenantPluginId(
                                Environment.Development, PluginId.of(jar.name()), tenant))
                        .withQuota(TenantQuota.NONE.withCeiling(Optional.of(quota)))
                        .written(Instant.EPOCH))));
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
    routeTable.publish(PluginRouting.of(document, Map.of(jar.version(), version)));
    return new HotSwapRunning(this, jar, version);
  }

  /// Nobody is routed to the plugin any more, unless to another version of it.
  void withdraw(PluginJar jar) {
    var inForce = routeTable.activeRouting(jar.name()).orElseThrow();
    if (inForce.serving().contains(jar.version())) {
      routeTable.publish(PluginRouting.of(generations.servingNobody(jar.name()), Map.of()));
    }
  }

  public RouteTable routeTable() {
    return routeTable;
  }

  public Calling calling() {
    return calling;
  }

  VersionUnloader retiring() {
    return retiring;
  }

  HealthCheck examining() {
    return healthCheck;
  }

  LinkedBlockingQueue<HealthFinding> findings() {
    return findings;
  }

  @Override
  public void close() {
    calling.close();
    telemetry.close();
  }
}

package io.hotswap.runtime.isolation;

import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.calling.CallingConfig;
import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.ReleaseCache;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.loading.LoadingConfig;
import io.hotswap.runtime.loading.PluginSpans;
import io.hotswap.runtime.loading.PluginStarter;
import io.hotswap.runtime.loading.QuarantinePolicy;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.loading.VersionUnloader;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.quota.Allowance;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.TestNode;
import io.hotswap.runtime.unloading.CodeTracker;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.runtime.unloading.UnloadCertificate;
import io.hotswap.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The parts of a node that load, call and retire, with plugins isolated as variables say. */
public final class Ground implements AutoCloseable {
  static final String TRACESTATE = "vendor=a,other=b";
  static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  final List<UnloadCertificate> certificates = new CopyOnWriteArrayList<>();
  final AtomicInteger exhausted = new AtomicInteger();
  final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
  final CallCounter counts = new CallCounter(metrics, Clock.systemUTC());
  final DataDirectory directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final Telemetry telemetry = Telemetry.start("test", "test", 1, Map.of());
  private final Isolation isolation;
  private final GlobalState globals = new GlobalState(metrics);
  private final CollectionProof collectionProof;
  private final VersionLoader loading;
  private final VersionUnloader retiring;
  private final Calling calling;

  public Ground(Path root, Map<String, String> more) {
    directory = new DataDirectory(root);
    directory.prepare();
    var all = TestNode.variables(root.toString());
    all.put("HOTSWAP_START_TIMEOUT_MILLIS", "20000");
    all.put("HOTSWAP_HEALTH_TIMEOUT_MILLIS", "20000");
    all.put("HOTSWAP_STOP_TIMEOUT_MILLIS", "5000");
    all.put("HOTSWAP_PROCESS_CPUS", "64");
    all.put("HOTSWAP_PROCESS_RESTART_MILLIS", "10");
    all.putAll(more);
    var variables = new Variables(all);
    var config = LoadingConfig.from(variables);
    isolation = new Isolation(IsolationConfig.from(variables), metrics.isolation(), directory);
    collectionProof =
        new CollectionProof(
            UnloadingConfig.from(variables), metrics, certificates::add, Clock.systemUTC());
    var spans = new PluginSpans(telemetry, "node-1");
    var codeTracker = new CodeTracker(globals, collectionProof);
    loading =
        new VersionLoader(
            directory,
            ReleaseCache.of(directory, controlPlane, controlPlane.defaults, Duration.ofMillis(1)),
            (ref, binary) -> Optional.empty(),
            config.remembered(),
            new PluginStarter(
                config,
                isolation,
                metrics,
                counts,
                spans,
                (ref, permitted) -> PluginCalls.NONE,
                healthFinding -> {}),
            codeTracker,
            metrics,
            spans);
    retiring = new VersionUnloader(config, codeTracker, metrics, spans);
    calling =
        new Calling(
            CallingConfig.from(variables),
            telemetry,
            "node-1",
            new QuarantinePolicy(
                metrics, new HealthCheck(Duration.ofSeconds(5), metrics, healthFinding -> {})),
            exhausted::incrementAndGet);
    globals.start();
    collectionProof.start();
  }

  public LoadedVersion load(byte[] archive) throws Exception {
    return load("1.0.0", archive);
  }

  LoadedVersion load(byte[] archive, byte[] library) throws Exception {
    controlPlane.libraries.put(PluginSource.digest(library), library);
    return load("1.0.0", archive);
  }

  LoadedVersion load(String number, byte[] archive) throws Exception {
    var version = controlPlane.register(number, archive);
    var ref = PluginRef.of(Documents.serving("p", 1, version), version);
    return loading.load(ref, () -> true);
  }

  void retire(LoadedVersion version) throws Exception {
    retiring.unload(version, "");
  }

  /** What the plugin says of itself, asked as the node asks it. */
  String health(LoadedVersion version) throws Exception {
    var found = new CompletableFuture<String>();
    new HealthCheck(
            Duration.ofSeconds(5), metrics, healthFinding -> found.complete(healthFinding.reason()))
        .beginReporting(version);
    return found.get(10, TimeUnit.SECONDS);
  }

  /** The tenant's values, a JSON object. */
  Optional<String> configuration = Optional.empty();

  public CompletableFuture<InvocationResult> begin(
      LoadedVersion version, InvocationRequest invocationRequest, Duration limit) {
    if (!version.enter()) {
      throw new IllegalStateException("shut");
    }
    var end = new CompletableFuture<InvocationResult>();
    var target =
        RouteResult.Entered.counted(
            version,
            1,
            "bundle",
            version.configuration(configuration),
            Allowance.UNLIMITED,
            invocationRequest.tenant());
    calling.begin(invocationRequest, target, limit, (_, it) -> end.complete(it));
    return end;
  }

  InvocationResult call(LoadedVersion version, String tenant, String operation, byte[] body)
      throws Exception {
    var invocationRequest =
        new InvocationRequest(operation, tenant, "text/x-test", body, TRACEPARENT, TRACESTATE);
    return begin(version, invocationRequest, Duration.ofSeconds(20)).get(25, TimeUnit.SECONDS);
  }

  InvocationResult call(LoadedVersion version, String operation) throws Exception {
    return call(version, "acme", operation, new byte[0]);
  }

  /** The text of the reply, or how else it ended. */
  public String text(LoadedVersion version, String operation) throws Exception {
    return textOf(call(version, operation));
  }

  static String textOf(InvocationResult result) {
    return result instanceof InvocationResult.Replied it
        ? new String(it.reply().body(), StandardCharsets.UTF_8)
        : result.toString();
  }

  void awaitServing(LoadedVersion version, String operation) throws Exception {
    Eventually.so(
        "it serves again", () -> call(version, operation) instanceof InvocationResult.Replied);
  }

  Set<String> tenantsThatRecorded(LoadedVersion version, String figure) {
    var ref = version.ref();
    return counts.of(ref.pluginId(), ref.routed().version()).stream()
        .flatMap(it -> it.tenants().byTenant().entrySet().stream())
        .filter(it -> it.getValue().read().recorded().containsKey(figure))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Failed calls that the version's author hears of. */
  long failuresTold(LoadedVersion version) {
    var ref = version.ref();
    return counts.of(ref.pluginId(), ref.routed().version()).stream()
        .mapToLong(it -> it.failures().kept())
        .sum();
  }

  String scraped() {
    return new String(metrics.text(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    isolation.close();
    globals.close();
    collectionProof.close();
    calling.close();
    telemetry.close();
  }
}

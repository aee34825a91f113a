package io.hotswap.runtime.calling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.NodeShare;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.ReleaseCache;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.isolation.IsolationConfig;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.loading.LoadingConfig;
import io.hotswap.runtime.loading.PluginSpans;
import io.hotswap.runtime.loading.PluginStarter;
import io.hotswap.runtime.loading.QuarantinePolicy;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.loading.VersionUnloader;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.MemoryConfig;
import io.hotswap.runtime.memory.Reservation;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.routing.PluginRouting;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.runtime.secrets.SecretSources;
import io.hotswap.runtime.secrets.TenantSecrets;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.TestNode;
import io.hotswap.runtime.unloading.CodeTracker;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The path of a call from its routing to its end, with a fault at any step. The tenant may make one
 * call at a time: a place that is not given back refuses its next.
 */
final class FaultyCalls implements AutoCloseable {
  static final Duration SECONDS = Duration.ofSeconds(20);
  private static final String TENANT = "acme";
  private static final int BYTES = 100;
  private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();
  private static final String OBEDIENT =
      """
      public Reply handle(Call call) {
        if (call.operation().equals("other")) { throw new OutOfMemoryError("on purpose"); }
        return Reply.text("answered");
      }
      """;

  final AtomicReference<ThreadFactory> threads = new AtomicReference<>(VIRTUAL);
  final AtomicReference<Runnable> onOutOfMemory = new AtomicReference<>(() -> {});
  final AtomicReference<Runnable> onQuota = new AtomicReference<>(() -> {});
  final Spans spans = new Spans();
  final LoadedVersion version;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
  private final CallCounter callCounter = new CallCounter(metrics, Clock.systemUTC());
  private final Telemetry telemetry = Telemetry.start("test", "node-1", 1, spans);
  private final PluginSpans pluginSpans = new PluginSpans(telemetry, "node-1");
  private final BytesInFlight bytes = new BytesInFlight(new MemoryConfig(12 << 20, 12 << 20));
  private final TenantTable tenants = new TenantTable(TenantDefaults.OPEN);
  private final RouteTable routeTable =
      new RouteTable(
          "node-1",
          Clock.systemUTC(),
          new CoarseClock(),
          new Quotas(
              ejected -> {
                onQuota.get().run();
                return NodeShare.WHOLE;
              }),
          tenants,
          new TenantSecrets(tenants, SecretSources.NONE, Clock.systemUTC()));
  private final GlobalState globals = new GlobalState(metrics);
  private final CollectionProof collectionProof;
  private final CodeTracker codeTracker;
  private final VersionUnloader retiring;
  private final Calling calling;

  FaultyCalls(Path root) throws Exception {
    var variables = new Variables(TestNode.variables(root.toString()));
    collectionProof =
        new CollectionProof(UnloadingConfig.from(variables), metrics, it -> {}, Clock.systemUTC());
    codeTracker = new CodeTracker(globals, collectionProof);
    retiring =
        new VersionUnloader(LoadingConfig.from(variables), codeTracker, metrics, pluginSpans);
    calling =
        new Calling(
            CallingConfig.from(variables),
            telemetry,
            "node-1",
            new QuarantinePolicy(
                metrics, new HealthCheck(Duration.ofSeconds(1), metrics, healthFinding -> {})),
            () -> onOutOfMemory.get().run(),
            call -> threads.get().newThread(call),
            OutOfMemoryError.class::isInstance);
    var registered = controlPlane.register("1.0.0", PluginSource.of("p", "1.0.0", OBEDIENT).jar());
    var document = Documents.serving("p", 1, registered);
    controlPlane.settings.limit("p", TENANT, new Quota(1_000, 1));
    controlPlane.settings.ofPlugin(InMemoryControlPlane.ENVIRONMENT, PluginId.of("p")).stream()
        .map(ConfiguredTenantPlugin::without)
        .forEach(tenants::put);
    version = loading(root, variables).load(PluginRef.of(document, registered), () -> true);
    routeTable.publish(PluginRouting.of(document, Map.of("1.0.0", version)));
  }

  private VersionLoader loading(Path root, Variables variables) {
    var directory = new DataDirectory(root);
    directory.prepare();
    var config = LoadingConfig.from(variables);
    return new VersionLoader(
        directory,
        ReleaseCache.of(directory, controlPlane, controlPlane.defaults, Duration.ofMillis(1)),
        (ref, binary) -> Optional.empty(),
        config.remembered(),
        new PluginStarter(
            config,
            new Isolation(IsolationConfig.from(variables), metrics.isolation(), directory),
            metrics,
            callCounter,
            pluginSpans,
            (ref, permitted) -> PluginCalls.NONE,
            healthFinding -> {}),
        codeTracker,
        metrics,
        pluginSpans);
  }

  /** As a connection does it: it holds the body until it is answered. */
  CompletableFuture<InvocationResult> call(String operation, Duration limit, Runnable onAnswer) {
    var end = new CompletableFuture<InvocationResult>();
    var memory = reserved();
    end.whenComplete((_, _) -> memory.release());
    try {
      if (!(routeTable.route("p", TENANT) instanceof RouteResult.Entered target)) {
        throw new IllegalStateException("The tenant's only place was not given back");
      }
      var invocationRequest =
          new InvocationRequest(operation, TENANT, "text/plain", new byte[BYTES], "", "", memory);
      calling.begin(
          invocationRequest,
          target,
          limit,
          (_, it) -> {
            end.complete(it);
            onAnswer.run();
          });
    } catch (RuntimeException | Error fault) {
      end.completeExceptionally(fault);
    }
    return end;
  }

  CompletableFuture<InvocationResult> call() {
    return call("run", SECONDS, () -> {});
  }

  String scraped() {
    return new String(metrics.text(), StandardCharsets.UTF_8);
  }

  /** Failed calls of the version that its author hears of. */
  long failuresTold() {
    var ref = version.ref();
    return callCounter.of(ref.pluginId(), ref.routed().version()).stream()
        .mapToLong(it -> it.failures().kept())
        .sum();
  }

  private Reservation reserved() {
    return switch (bytes.reserve(TENANT, BYTES)) {
      case Result.Done<Reservation>(var reserved) -> reserved;
      case Result.Refused<Reservation>(var refusal) -> throw new AssertionError(refusal);
    };
  }

  /** Nobody is inside any more, and the next call is answered. */
  void assertNothingHeld() throws Exception {
    Eventually.so(() -> "inside: " + version.inFlight(), () -> version.inFlight() == 0);
    Eventually.so("no call is looked after", () -> calling.deadlineWatcher().size() == 0);
    Eventually.so(() -> "bytes in flight: " + bytes.taken(), () -> bytes.taken() == 0);
    assertTrue(calling.awaitIdle(Duration.ofSeconds(5)), "a call counts as open");
    assertEquals(spans.begun.get(), spans.ended.get(), "a span was not ended");
    assertTrue(call().get() instanceof InvocationResult.Replied);
    Eventually.so("that one has left, too", () -> version.inFlight() == 0);
    retiring.unload(version, "");
    assertFalse(scraped().contains("plugin_unstoppable_calls_total{"), "it drains at once");
  }

  @Override
  public void close() {
    calling.close();
    telemetry.close();
  }
}

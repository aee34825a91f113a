package io.hotswap.runtime.routing;

import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.NodeShare;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.calling.CallingConfig;
import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.calling.InvocationResult;
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
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.secrets.SecretSources;
import io.hotswap.runtime.secrets.TenantSecrets;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.TestNode;
import io.hotswap.runtime.unloading.CodeTracker;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.spi.Reply;
import io.hotswap.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Calls of many tenants to many live versions of one plugin, through the node's own route table and
 * calls, while the routing changes without a pause. Each answer says which code gave it and for
 * whom; what it should be is read from the document of its generation.
 */
final class Misrouting implements AutoCloseable {
  private static final String NODE = "node-1";
  private static final int CALLERS = 4;
  private static final String SAYS_WHO =
      "public Reply handle(Call call) { return Reply.text(\"%s for \" + call.tenant()); }";

  final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  final Map<String, LoadedVersion> loaded = new HashMap<>();
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
  private final Telemetry telemetry = Telemetry.start("test", NODE, 0, Map.of());
  private final TenantTable table = new TenantTable(TenantDefaults.OPEN);
  private final RouteTable routeTable =
      new RouteTable(
          NODE,
          Clock.systemUTC(),
          new CoarseClock(),
          new Quotas(ejected -> NodeShare.WHOLE),
          table,
          new TenantSecrets(table, SecretSources.NONE, Clock.systemUTC()));
  private final MovingPins pins = new MovingPins(table, routeTable);
  private final Calling calling;
  private final List<String> tenants;
  private final ManyVersions documents;
  // Of every generation that any call may have been routed by.
  private final Map<Long, RoutingDocument> written = new ConcurrentHashMap<>();
  private volatile long published;

  Misrouting(Path root, int versions, int tenants) throws Exception {
    this.tenants = IntStream.range(0, tenants).mapToObj(it -> "tenant-" + it).toList();
    var registered =
        IntStream.range(0, versions)
            .mapToObj(it -> "1." + it + ".0")
            .map(
                it ->
                    controlPlane.register(
                        it, PluginSource.of(ManyVersions.PLUGIN, it, SAYS_WHO.formatted(it)).jar()))
            .toList();
    this.documents = new ManyVersions(registered, this.tenants, pins, new Random(7));
    var variables = new Variables(TestNode.variables(root.toString()));
    this.calling =
        new Calling(
            CallingConfig.from(variables),
            telemetry,
            NODE,
            new QuarantinePolicy(
                metrics, new HealthCheck(Duration.ofSeconds(1), metrics, healthFinding -> {})),
            () -> wrong.add("no memory"));
    load(loading(root, variables), registered);
    move();
  }

  private VersionLoader loading(Path root, Variables variables) {
    var directory = new DataDirectory(root);
    directory.prepare();
    var config = LoadingConfig.from(variables);
    var spans = new PluginSpans(telemetry, NODE);
    return new VersionLoader(
        directory,
        ReleaseCache.of(directory, controlPlane, controlPlane.defaults, Duration.ofMillis(1)),
        (ref, binary) -> Optional.empty(),
        config.remembered(),
        new PluginStarter(
            config,
            new Isolation(IsolationConfig.from(variables), metrics.isolation(), directory),
            metrics,
            new CallCounter(metrics, Clock.systemUTC()),
            spans,
            (ref, permitted) -> PluginCalls.NONE,
            healthFinding -> {}),
        new CodeTracker(
            new GlobalState(metrics),
            new CollectionProof(
                UnloadingConfig.from(variables), metrics, it -> {}, Clock.systemUTC())),
        metrics,
        spans);
  }

  // All at once, as a node does.
  private void load(VersionLoader loading, List<RoutedVersion> registered) throws Exception {
    var document = documents.next();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<LoadedVersion>> coming = new ArrayList<>();
      for (var version : registered) {
        coming.add(threads.submit(() -> loading.load(PluginRef.of(document, version), () -> true)));
      }
      for (var each : coming) {
        loaded.put(each.get().release(), each.get());
      }
    }
  }

  private void move() {
    var next = documents.next();
    written.put(next.generation(), next);
    routeTable.publish(PluginRouting.of(next, loaded));
    published = next.generation();
  }

  /**
   * @return generations that were published meanwhile
   */
  long run(long calls) throws Exception {
    long first = published;
    var left = new AtomicLong(calls);
    try (var callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        var random = new Random(caller);
        running.add(callers.submit(() -> callUntil(left, random)));
      }
      while (left.get() > 0) {
        move();
        // What no call can be routed by any more.
        written.remove(published - 10_000);
        Thread.onSpinWait();
      }
      for (var each : running) {
        each.get();
      }
    }
    return published - first;
  }

  private void callUntil(AtomicLong left, Random random) {
    while (left.getAndDecrement() > 0) {
      var tenant = tenants.get(random.nextInt(tenants.size()));
      long atLeast = published;
      int settings = pins.inForce(tenant);
      if (!(routeTable.route(ManyVersions.PLUGIN, tenant) instanceof RouteResult.Entered target)) {
        wrong.add(tenant + " was routed nowhere");
        continue;
      }
      var end = new CompletableFuture<InvocationResult>();
      var invocationRequest = new InvocationRequest("run", tenant, "text/plain", new byte[0], "");
      calling.begin(invocationRequest, target, end::complete);
      check(tenant, atLeast, settings, target, end.join());
    }
  }

  private void check(
      String tenant,
      long atLeast,
      int settings,
      RouteResult.Entered target,
      InvocationResult result) {
    var document = written.get(target.generation());
    if (document == null || target.generation() < atLeast) {
      wrong.add(tenant + " was routed by generation " + target.generation());
      return;
    }
    var answered =
        result instanceof InvocationResult.Replied(Reply reply)
            ? new String(reply.body(), StandardCharsets.UTF_8)
            : result.toString();
    var rightful =
        pins.since(tenant, settings).stream()
            .map(own -> document.route(tenant, own, NODE))
            .map(Route.To.class::cast)
            .toList();
    if (rightful.stream().noneMatch(it -> isAnswer(document, it, tenant, target, answered))) {
      wrong.add(rightful + " in generation " + target.generation() + ", not " + answered);
    }
  }

  private static boolean isAnswer(
      RoutingDocument document,
      Route.To to,
      String tenant,
      RouteResult.Entered target,
      String answered) {
    return answered.equals(to.version().version() + " for " + tenant)
        && target.bundle().equals(document.bundle(to).text());
  }

  @Override
  public void close() {
    calling.close();
    telemetry.close();
  }
}

package io.hotswap.runtime;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.runtime.access.TenantAccess;
import io.hotswap.runtime.caching.CachePolicy;
import io.hotswap.runtime.caching.ClusterMembers;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.ColdStarts.ColdStart;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.calling.PluginCallRouter;
import io.hotswap.runtime.controlplane.ClockSkewReporter;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.disk.ClockOffsetFile;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import io.hotswap.runtime.disk.TenantFiles;
import io.hotswap.runtime.eviction.CacheEvictor;
import io.hotswap.runtime.eviction.ColdVersionLoader;
import io.hotswap.runtime.following.HealthPoller;
import io.hotswap.runtime.following.HealthRequests;
import io.hotswap.runtime.following.RoutingFollower;
import io.hotswap.runtime.following.SettingsFirst;
import io.hotswap.runtime.following.StartPlanner;
import io.hotswap.runtime.following.StartupLoader;
import io.hotswap.runtime.following.TenantFollower;
import io.hotswap.runtime.forwarding.CallForwarder;
import io.hotswap.runtime.http.ClientRoutes;
import io.hotswap.runtime.http.ExplainRoute;
import io.hotswap.runtime.http.InvokeRoute;
import io.hotswap.runtime.http.NodePages;
import io.hotswap.runtime.http.OperatorRoutes;
import io.hotswap.runtime.http.Readiness;
import io.hotswap.runtime.http.connection.HttpServer;
import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.loading.PluginSpans;
import io.hotswap.runtime.loading.QuarantinePolicy;
import io.hotswap.runtime.membership.LeaseIssuer;
import io.hotswap.runtime.membership.LeaseKeeper;
import io.hotswap.runtime.membership.MembershipPoller;
import io.hotswap.runtime.membership.NodeName;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.quota.ProcessQuotas;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.reconciliation.AcceptanceRun;
import io.hotswap.runtime.reconciliation.AckReporter;
import io.hotswap.runtime.reconciliation.PluginReconciler;
import io.hotswap.runtime.reconciliation.PluginReconcilers;
import io.hotswap.runtime.reconciliation.RoutingSwitch;
import io.hotswap.runtime.reporting.ReporterIdentity;
import io.hotswap.runtime.reporting.ReportingLoop;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.runtime.secrets.TenantSecrets;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.runtime.supervision.Supervisor;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Makes a node's parts, each from what it needs. Loops run when [Node] starts them; the server
/// listens from the beginning, and answers that the node is starting.
final class NodeParts {
  private final NodeSettings nodeSettings;
  private final ControlPlane controlPlane;
  private final NodeMetrics metrics;
  private final MembershipPoller membershipPoller;
  private final CachePolicy cachePolicy;
  private final TenantTable tenantTable;
  private final TenantSecrets tenantSecrets;
  private final RouteTable routeTable;
  private final HealthCheck healthCheck;
  private final BytesInFlight inFlight;
  final NodeName name;
  final Telemetry telemetry;
  final DataDirectory directory;
  final ClusterMembers members;
  final Supervisor supervisor;
  final ReportingLoop reportingLoop;
  final LoadingParts loading;
  final Calling calling;
  final PluginReconcilers reconcilers;
  final CacheEvictor cacheEvictor;
  final ColdVersionLoader coldVersionLoader;
  final TenantFollower tenantFollower;
  final RoutingFollower routingFollower;
  final CallForwarder forwarding;
  final TenantAccess access;
  final HttpServer server;
  final LeaseKeeper lease;
  final HealthPoller health;

  /// @param leaving whether the process is about to end
  /// @param exhausted run when plugin code has used up the threads
  /// @param stuck run when a loop hangs for good; takes the reason
  NodeParts(
      NodeSettings nodeSettings,
      ControlPlane controlPlane,
      Telemetry telemetry,
      BooleanSupplier leaving,
      Runnable exhausted,
      Consumer<String> stuck)
      throws IOException, InterruptedException {
    var config = nodeSettings.node();
    this.nodeSettings = nodeSettings;
    this.controlPlane = controlPlane;
    this.telemetry = telemetry;
    this.name = new NodeName(config.nodeId(), UUID.randomUUID().toString());
    this.metrics = new NodeMetrics(config.environment());
    var callCounter = new CallCounter(metrics, controlPlane.clock());
    var ticks = new CoarseClock();
    this.members =
        new ClusterMembers(
            controlPlane.nodes(), config.environment(), name.id(), controlPlane.clock());
    this.cachePolicy = new CachePolicy(nodeSettings.cache(), ticks, members);
    this.membershipPoller = new MembershipPoller(members, new Reachability("members", metrics));
    var quotas = new Quotas(members::share, nodeSettings.isolation().tenants());
    this.tenantTable = new TenantTable(nodeSettings.tenants());
    this.tenantSecrets =
        new TenantSecrets(tenantTable, controlPlane.secrets(), controlPlane.clock());
    this.routeTable =
        new RouteTable(name.id(), controlPlane.clock(), ticks, quotas, tenantTable, tenantSecrets);
    metrics.loops().countRefusedInterrupts(NodeThread::interruptsRefused);
    this.supervisor = new Supervisor(metrics.loops(), stuck);
    this.reportingLoop =
        new ReportingLoop(
            nodeSettings.reporting(),
            controlPlane.reportSinks(),
            new ReporterIdentity(config.environment(), name),
            callCounter,
            quotas,
            tenantSecrets,
            routeTable::activeRouting,
            metrics,
            controlPlane.clock());
    this.directory = new DataDirectory(config.dataDirectory());
    directory.prepareAndClear();
    this.healthCheck =
        new HealthCheck(nodeSettings.loading().health(), metrics, reportingLoop.health());
    this.calling =
        new Calling(
            nodeSettings.calling(),
            telemetry,
            name.id(),
            new QuarantinePolicy(metrics, healthCheck),
            exhausted);
    this.inFlight = new BytesInFlight(nodeSettings.memory());
    this.loading =
        new LoadingParts(
            nodeSettings,
            controlPlane,
            directory,
            metrics,
            callCounter,
            reportingLoop,
            new PluginSpans(telemetry, name.id()),
            new PluginCallRouter(routeTable, calling, this::startCold, inFlight, metrics)::of,
            processQuotas(quotas, ticks));
    this.reconcilers = reconcilers();
    this.cacheEvictor = new CacheEvictor(reconcilers, cachePolicy, metrics.cache());
    this.coldVersionLoader = new ColdVersionLoader(reconcilers, cacheEvictor);
    this.tenantFollower = tenantFollower();
    this.routingFollower = routingFollower();
    this.forwarding =
        new CallForwarder(
            nodeSettings.forwarding(), members, cacheEvictor::fits, inFlight, metrics.forwarding());
    this.access = new TenantAccess(controlPlane.tokens(), controlPlane.clock());
    this.server = server(leaving);
    this.lease = lease();
    this.health = new HealthPoller(reconcilers, healthCheck, nodeSettings.loading().healthEvery());
  }

  // What loads cold versions is made after what loads plugins, which may call each other.
  private CompletableFuture<ColdStart> startCold(PluginId plugin, String version, Duration limit) {
    return coldVersionLoader.begin(plugin, version, limit);
  }

  private ProcessQuotas processQuotas(Quotas quotas, CoarseClock ticks) {
    return new ProcessQuotas(
        quotas,
        ticks,
        (pluginId, tenant) -> tenantTable.routing(pluginId, tenant).quota(),
        pluginId ->
            routeTable
                .activeRouting(pluginId.toString())
                .map(it -> it.supervision().ejected())
                .orElse(Set.of()));
  }

  private PluginReconcilers reconcilers() {
    var versionStarter = loading.versionStarter(cachePolicy.clock());
    var acceptanceRun = new AcceptanceRun(calling);
    var routingSwitch =
        new RoutingSwitch(
            routeTable, new RoutingSnapshotStore(directory), metrics, telemetry, name.id());
    var ackReporter =
        new AckReporter(
            controlPlane.nodes(),
            name,
            controlPlane.clock(),
            new Reachability("acknowledgement", metrics));
    return new PluginReconcilers(
        ackReporter,
        () ->
            new PluginReconciler(
                versionStarter,
                acceptanceRun,
                routingSwitch,
                ackReporter,
                loading.unloader,
                cachePolicy,
                controlPlane.clock()));
  }

  private TenantFollower tenantFollower() {
    return new TenantFollower(
        controlPlane.tenants(),
        controlPlane.configurations(),
        nodeSettings.node().environment(),
        tenantTable,
        new TenantFiles(directory),
        routeTable,
        reconcilers,
        new Reachability("tenants", metrics),
        nodeSettings.controlPlane().poll());
  }

  private RoutingFollower routingFollower() {
    return new RoutingFollower(
        new SettingsFirst(controlPlane.feed(), tenantFollower),
        nodeSettings.node().environment(),
        reconcilers,
        new StartupLoader(
            new RoutingSnapshotStore(directory),
            tenantFollower,
            new StartPlanner(cachePolicy, cacheEvictor, tenantFollower, controlPlane.clock()),
            reconcilers,
            membershipPoller),
        loading.nodeTrust,
        new HealthRequests(reconcilers, healthCheck),
        new Reachability("routing", metrics),
        nodeSettings.controlPlane().poll());
  }

  private HttpServer server(BooleanSupplier leaving) throws InterruptedException, IOException {
    var config = nodeSettings.node();
    var pages =
        new NodePages(
            name,
            config.environment(),
            routingFollower,
            reconcilers,
            cacheEvictor::fits,
            metrics,
            controlPlane.clock(),
            loading.isolation.lock().name(),
            new Readiness(routingFollower, supervisor, leaving, inFlight));
    var invoke =
        new InvokeRoute(
            access, routeTable, calling, coldVersionLoader, forwarding, metrics, name.id());
    return new HttpServer(
        nodeSettings.http(),
        new HttpServer.Endpoint(config.host(), config.port()),
        new ClientRoutes(invoke, pages),
        new HttpServer.Endpoint(config.operatorHost(), config.operatorPort()),
        new OperatorRoutes(new ExplainRoute(routeTable, tenantTable, name.id()), pages),
        inFlight,
        metrics.http(),
        nodeSettings.tls());
  }

  private LeaseKeeper lease() {
    var config = nodeSettings.controlPlane();
    return new LeaseKeeper(
        controlPlane.nodes(),
        new LeaseIssuer(
            name,
            nodeSettings.node().environment(),
            nodeSettings.node().address(server.port()),
            config.lease(),
            controlPlane.clock(),
            nodeSettings.isolation().tenants()),
        config.heartbeat(),
        supervisor::trouble,
        new Reachability("lease", metrics),
        new ClockSkewReporter(
            controlPlane.clock(), new ClockOffsetFile(directory.clock()), name.id(), metrics),
        membershipPoller);
  }
}

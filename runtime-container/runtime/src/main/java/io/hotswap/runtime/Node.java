package io.hotswap.runtime;

import io.hotswap.runtime.access.TenantAccess;
import io.hotswap.runtime.caching.CachePolicy;
import io.hotswap.runtime.caching.ClusterMembers;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.controlplane.ClockSkewReporter;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.crash.CrashJournal;
import io.hotswap.runtime.disk.BinaryCache;
import io.hotswap.runtime.disk.ClockOffsetFile;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.DiskSweeper;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import io.hotswap.runtime.following.HealthPoller;
import io.hotswap.runtime.following.NodeLoops;
import io.hotswap.runtime.following.RoutingFollower;
import io.hotswap.runtime.forwarding.Forwarding;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.http.ClientRoutes;
import io.hotswap.runtime.http.ExplainRoute;
import io.hotswap.runtime.http.InvokeRoute;
import io.hotswap.runtime.http.NodePages;
import io.hotswap.runtime.http.OperatorRoutes;
import io.hotswap.runtime.http.connection.HttpServer;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.loading.QuarantinePolicy;
import io.hotswap.runtime.loading.RetiringVersion;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.logging.NodeLog;
import io.hotswap.runtime.membership.LeaseKeeper;
import io.hotswap.runtime.membership.MembershipPoller;
import io.hotswap.runtime.membership.NodeName;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.HeapWatch;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.reporting.ReporterIdentity;
import io.hotswap.runtime.reporting.ReportingLoop;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.runtime.supervision.Supervised;
import io.hotswap.runtime.supervision.Supervisor;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.telemetry.Telemetry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node: follows its environment's routing, and calls plugins.
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration FETCH_PAUSE = Duration.ofMillis(200);
  private static final Duration UNLOADING = Duration.ofSeconds(4);

  private final NodeSettings nodeSettings;
  private final Telemetry telemetry;
  private final RoutingFollower routingFollower;
  private final Calling calling;
  private final Forwarding forwarding;
  private final TenantAccess access;
  private final HttpServer server;
  private final LeaseKeeper lease;
  private final HealthPoller health;
  private final ReportingLoop reportingLoop;
  private final GlobalState globals;
  private final CollectionProof collectionProof;
  private final Isolation isolation;
  private final Loop sweepLoop;
  private final HeapWatch heap;
  private final Supervisor supervisor;
  private final CrashJournal journal;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean leaving = new AtomicBoolean();

  /// Starts serving the routing on disk, and follows the control plane.
  ///
  /// @param exits called when the process has to end
  Node(NodeSettings nodeSettings, ControlPlane controlPlane, Telemetry telemetry, Exits exits)
      throws IOException, InterruptedException {
    var config = nodeSettings.node();
    var name = new NodeName(config.nodeId(), UUID.randomUUID().toString());
    var metrics = new NodeMetrics(config.environment());
    var callCounter = new CallCounter(metrics, controlPlane.clock());
    var ticks = new CoarseClock();
    var members =
        new ClusterMembers(
            controlPlane.nodes(), config.environment(), name.id(), controlPlane.clock());
    var cachePolicy = new CachePolicy(nodeSettings.cache(), ticks, members);
    var membershipPoller = new MembershipPoller(members, new Reachability("members", metrics));
    var routeTable =
        new RouteTable(name.id(), controlPlane.clock(), ticks, new Quotas(members::count));
    metrics.loops().countRefusedInterrupts(NodeThread::interruptsRefused);
    this.supervisor =
        new Supervisor(metrics.loops(), why -> leave(() -> exits.stuck().accept(why)));
    this.nodeSettings = nodeSettings;
    this.telemetry = telemetry;
    this.reportingLoop =
        new ReportingLoop(
            nodeSettings.reporting(),
            controlPlane.reportSinks(),
            new ReporterIdentity(config.environment(), name),
            callCounter,
            routeTable::activeRouting,
            metrics,
            controlPlane.clock());
    this.globals = new GlobalState(metrics);
    this.collectionProof =
        new CollectionProof(
            nodeSettings.unloading(), metrics, reportingLoop.unloads(), controlPlane.clock());
    var directory = new DataDirectory(config.dataDirectory());
    directory.prepareAndClear();
    this.journal = new CrashJournal(directory, Clock.systemUTC(), System::nanoTime);
    this.isolation = new Isolation(nodeSettings.isolation(), metrics.isolation(), directory);
    var healthCheck =
        new HealthCheck(nodeSettings.loading().health(), metrics, reportingLoop.health());
    this.calling =
        new Calling(
            nodeSettings.calling(),
            telemetry,
            name.id(),
            new QuarantinePolicy(metrics, healthCheck),
            () -> leave(exits.exhausted()));
    this.routingFollower =
        routingFollower(
            controlPlane,
            directory,
            name,
            metrics,
            callCounter,
            healthCheck,
            routeTable,
            cachePolicy,
            membershipPoller);
    var inFlight = new BytesInFlight(nodeSettings.memory());
    this.forwarding =
        new Forwarding(
            nodeSettings.forwarding(),
            members,
            routingFollower::hasRoomForAll,
            inFlight,
            metrics.forwarding());
    var readiness = new Readiness(routingFollower, supervisor, leaving::get, inFlight);
    this.access = new TenantAccess(controlPlane.tokens(), controlPlane.clock());
    var pages =
        new NodePages(
            name,
            config.environment(),
            routingFollower,
            metrics,
            controlPlane.clock(),
            readiness,
            supervisor::givenUp);
    var invoke =
        new InvokeRoute(
            access,
            routeTable,
            calling,
            routingFollower.coldStarts(),
            forwarding,
            metrics,
            name.id());
    this.server =
        new HttpServer(
            nodeSettings.http(),
            new HttpServer.Endpoint(config.host(), config.port()),
            new ClientRoutes(invoke, pages),
            new HttpServer.Endpoint(config.operatorHost(), config.operatorPort()),
            new OperatorRoutes(new ExplainRoute(routeTable, name.id()), pages),
            inFlight,
            metrics.http(),
            nodeSettings.tls());
    this.lease =
        new LeaseKeeper(
            controlPlane.nodes(),
            name,
            config.environment(),
            config.address(server.port()),
            nodeSettings.controlPlane(),
            metrics,
            membershipPoller,
            supervisor::trouble,
            controlPlane.clock(),
            new ClockSkewReporter(
                controlPlane.clock(), new ClockOffsetFile(directory.clock()), name.id(), metrics));
    this.health =
        new HealthPoller(routingFollower, healthCheck, nodeSettings.loading().healthEvery());
    this.sweepLoop = DiskSweeper.loop(directory, routingFollower::jarsInUse, Clock.systemUTC());
    this.heap = new HeapWatch(() -> leave(exits.exhausted()));
    supervisor.watch(
        List.<Supervised>of(
            calling,
            isolation,
            collectionProof,
            routingFollower,
            server,
            forwarding,
            lease,
            health,
            reportingLoop,
            globals,
            heap,
            access,
            () -> List.of(sweepLoop),
            VersionLoader::loops,
            NodeLog::loops));
    supervisor.start();
    globals.start();
    collectionProof.start();
    routingFollower.start();
    lease.start();
    health.start();
    reportingLoop.start();
    sweepLoop.start();
    heap.start();
    LOG.info("Node {} of {} listens on {}", name.id(), config.environment(), server.addresses());
  }

  private RoutingFollower routingFollower(
      ControlPlane controlPlane,
      DataDirectory directory,
      NodeName name,
      NodeMetrics metrics,
      CallCounter callCounter,
      HealthCheck healthCheck,
      RouteTable routeTable,
      CachePolicy cachePolicy,
      MembershipPoller membershipPoller) {
    var loading = nodeSettings.loading();
    var binaries = new BinaryCache(directory, controlPlane.binaries(), FETCH_PAUSE);
    return new NodeLoops(
            controlPlane.feed(),
            controlPlane.nodes(),
            nodeSettings.node().environment(),
            name,
            new VersionLoader(
                directory,
                binaries,
                loading,
                isolation,
                globals,
                collectionProof,
                metrics,
                callCounter,
                telemetry,
                name.id(),
                reportingLoop.health()),
            new RetiringVersion(loading, globals, collectionProof, metrics, telemetry, name.id()),
            calling,
            healthCheck,
            routeTable,
            new RoutingSnapshotStore(directory),
            journal,
            metrics,
            telemetry,
            cachePolicy,
            membershipPoller,
            controlPlane.clock(),
            loading.retry())
        .follower(nodeSettings.controlPlane().poll());
  }

  private void leave(Runnable exit) {
    leaving.set(true);
    exit.run();
  }

  /// Keeps the journal's suspects for the next start. For an exit without a signal, which a version
  /// that is being loaded may have caused.
  void keepCrashSuspects() {
    journal.keepSuspects();
  }

  int port() {
    return server.port();
  }

  int operatorPort() {
    return server.operatorPort();
  }

  /// Stops in this order: reports unready, so that balancers send calls elsewhere; accepts no new
  /// connections; waits for calls in flight; sends the last reports; gives the lease back; unloads
  /// the plugins.
  void stop() throws InterruptedException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    LOG.info("Stopping");
    leaving.set(true);
    Thread.sleep(nodeSettings.node().notice());
    server.closeSoon();
    if (!calling.awaitIdle(nodeSettings.node().farewell())) {
      LOG.warn("Calls are still in flight; stopping all the same");
    }
    supervisor.close();
    health.close();
    sweepLoop.close();
    heap.close();
    globals.close();
    collectionProof.close();
    routingFollower.close();
    reportingLoop.close();
    lease.close();
    server.close();
    forwarding.close();
    routingFollower.unload(UNLOADING);
    isolation.close();
    access.close();
    calling.close();
    telemetry.close();
    LOG.info("Stopped");
  }
}

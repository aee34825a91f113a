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
  private final RoutingFollower following;
  private final Calling calling;
  private final Forwarding forwarding;
  private final TenantAccess access;
  private final HttpServer server;
  private final LeaseKeeper lease;
  private final HealthPoller health;
  private final ReportingLoop figures;
  private final GlobalState globals;
  private final CollectionProof collectionProof;
  private final Isolation isolation;
  private final Loop sweeping;
  private final HeapWatch heap;
  private final Supervisor supervisor;
  private final CrashJournal journal;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean leaving = new AtomicBoolean();

  /// Serves from here on what is on disk, and follows the control plane.
  ///
  /// @param exits called when the process has to end
  Node(NodeSettings nodeSettings, ControlPlane world, Telemetry telemetry, Exits exits)
      throws IOException, InterruptedException {
    var config = nodeSettings.node();
    var name = new NodeName(config.nodeId(), UUID.randomUUID().toString());
    var metrics = new NodeMetrics(config.environment());
    var callCounter = new CallCounter(metrics, world.clock());
    var ticks = new CoarseClock();
    var members = new ClusterMembers(world.nodes(), config.environment(), name.id(), world.clock());
    var cachePolicy = new CachePolicy(nodeSettings.cache(), ticks, members);
    var meeting = new MembershipPoller(members, new Reachability("fellows", metrics));
    var routeTable = new RouteTable(name.id(), world.clock(), ticks, new Quotas(members::count));
    metrics.loops().countRefusedInterrupts(NodeThread::interruptsRefused);
    this.supervisor =
        new Supervisor(metrics.loops(), why -> leave(() -> exits.beyondHelp().accept(why)));
    this.nodeSettings = nodeSettings;
    this.telemetry = telemetry;
    this.figures =
        new ReportingLoop(
            nodeSettings.figures(),
            world.hearing(),
            new ReporterIdentity(config.environment(), name),
            callCounter,
            routeTable::inForce,
            metrics,
            world.clock());
    this.globals = new GlobalState(metrics);
    this.collectionProof =
        new CollectionProof(nodeSettings.unloading(), metrics, figures.unloads(), world.clock());
    var directory = new DataDirectory(config.dataDirectory());
    directory.prepareAndClear();
    this.journal = new CrashJournal(directory, Clock.systemUTC(), System::nanoTime);
    this.isolation = new Isolation(nodeSettings.isolation(), metrics.isolation(), directory);
    var examining = new HealthCheck(nodeSettings.loading().health(), metrics, figures.health());
    this.calling =
        new Calling(
            nodeSettings.calling(),
            telemetry,
            name.id(),
            new QuarantinePolicy(metrics, examining),
            () -> leave(exits.exhausted()));
    this.following =
        following(
            world,
            directory,
            name,
            metrics,
            callCounter,
            examining,
            routeTable,
            cachePolicy,
            meeting);
    var inFlight = new BytesInFlight(nodeSettings.memory());
    this.forwarding =
        new Forwarding(
            nodeSettings.forwarding(),
            members,
            following::hasRoomForAll,
            inFlight,
            metrics.forwarding());
    var readiness = new Readiness(following, supervisor, leaving::get, inFlight);
    this.access = new TenantAccess(world.tokens(), world.clock());
    var pages =
        new NodePages(
            name,
            config.environment(),
            following,
            metrics,
            world.clock(),
            readiness,
            supervisor::givenUp);
    var invoke =
        new InvokeRoute(
            access, routeTable, calling, following.waking(), forwarding, metrics, name.id());
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
            world.nodes(),
            name,
            config.environment(),
            config.address(server.port()),
            nodeSettings.following(),
            metrics,
            meeting,
            supervisor::trouble,
            world.clock(),
            new ClockSkewReporter(
                world.clock(), new ClockOffsetFile(directory.clock()), name.id(), metrics));
    this.health = new HealthPoller(following, examining, nodeSettings.loading().healthEvery());
    this.sweeping = DiskSweeper.loop(directory, following::jarsInUse, Clock.systemUTC());
    this.heap = new HeapWatch(() -> leave(exits.exhausted()));
    supervisor.watch(
        List.<Supervised>of(
            calling,
            isolation,
            collectionProof,
            following,
            server,
            forwarding,
            lease,
            health,
            figures,
            globals,
            heap,
            access,
            () -> List.of(sweeping),
            VersionLoader::loops,
            NodeLog::loops));
    supervisor.start();
    globals.start();
    collectionProof.start();
    following.start();
    lease.start();
    health.start();
    figures.start();
    sweeping.start();
    heap.start();
    LOG.info("Node {} of {} listens on {}", name.id(), config.environment(), server.addresses());
  }

  private RoutingFollower following(
      ControlPlane world,
      DataDirectory directory,
      NodeName name,
      NodeMetrics metrics,
      CallCounter callCounter,
      HealthCheck examining,
      RouteTable routeTable,
      CachePolicy cachePolicy,
      MembershipPoller meeting) {
    var loading = nodeSettings.loading();
    var binaries = new BinaryCache(directory, world.binaries(), FETCH_PAUSE);
    return new NodeLoops(
            world.feed(),
            world.nodes(),
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
                figures.health()),
            new RetiringVersion(loading, globals, collectionProof, metrics, telemetry, name.id()),
            calling,
            examining,
            routeTable,
            new RoutingSnapshotStore(directory),
            journal,
            metrics,
            telemetry,
            cachePolicy,
            meeting,
            world.clock(),
            loading.retry())
        .every(nodeSettings.following().poll());
  }

  private void leave(Runnable exit) {
    leaving.set(true);
    exit.run();
  }

  /// For an end that nobody asked for: it may be the doing of what is just being loaded.
  void blameWhatIsLoading() {
    journal.keep();
  }

  int port() {
    return server.port();
  }

  int operatorPort() {
    return server.operatorPort();
  }

  /// Leaves in order: unready first, so that balancers look elsewhere; then no new connections, the
  /// calls in flight, the last figures, the lease, the plugins.
  void stop() throws InterruptedException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    LOG.info("Stopping");
    leaving.set(true);
    Thread.sleep(nodeSettings.node().notice());
    server.closeSoon();
    if (!calling.awaitNone(nodeSettings.node().farewell())) {
      LOG.warn("Calls are still in flight; stopping all the same");
    }
    supervisor.close();
    health.close();
    sweeping.close();
    heap.close();
    globals.close();
    collectionProof.close();
    following.close();
    figures.close();
    lease.close();
    server.close();
    forwarding.close();
    following.unload(UNLOADING);
    isolation.close();
    access.close();
    calling.close();
    telemetry.close();
    LOG.info("Stopped");
  }
}

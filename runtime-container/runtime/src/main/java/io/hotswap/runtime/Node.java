package io.hotswap.runtime;

import io.hotswap.runtime.access.TenantAccess;
import io.hotswap.runtime.caching.Caching;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.Fellows;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.counting.Counts;
import io.hotswap.runtime.crash.CrashJournal;
import io.hotswap.runtime.disk.BinaryShelf;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.DiskSweeper;
import io.hotswap.runtime.disk.KeptClock;
import io.hotswap.runtime.disk.LastGood;
import io.hotswap.runtime.figures.Speaker;
import io.hotswap.runtime.figures.TellingFigures;
import io.hotswap.runtime.following.ClockSkew;
import io.hotswap.runtime.following.Following;
import io.hotswap.runtime.following.FollowingRouting;
import io.hotswap.runtime.following.KeepingLease;
import io.hotswap.runtime.following.MeetingFellows;
import io.hotswap.runtime.following.NodeName;
import io.hotswap.runtime.following.Reachability;
import io.hotswap.runtime.following.WatchingHealth;
import io.hotswap.runtime.forwarding.Forwarding;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.http.ClientRoutes;
import io.hotswap.runtime.http.ExplainRoute;
import io.hotswap.runtime.http.InvokeRoute;
import io.hotswap.runtime.http.NodePages;
import io.hotswap.runtime.http.OperatorRoutes;
import io.hotswap.runtime.http.connection.HttpServer;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.loading.ExaminingHealth;
import io.hotswap.runtime.loading.LoadingVersion;
import io.hotswap.runtime.loading.Quarantining;
import io.hotswap.runtime.loading.RetiringVersion;
import io.hotswap.runtime.logging.NodeLog;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.HeapWatch;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.routing.Switchboard;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.runtime.supervision.Supervised;
import io.hotswap.runtime.supervision.Supervisor;
import io.hotswap.runtime.unloading.Unloading;
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

  private final Settings settings;
  private final Telemetry telemetry;
  private final FollowingRouting following;
  private final Calling calling;
  private final Forwarding forwarding;
  private final TenantAccess access;
  private final HttpServer server;
  private final KeepingLease lease;
  private final WatchingHealth health;
  private final TellingFigures figures;
  private final GlobalState globals;
  private final Unloading unloading;
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
  Node(Settings settings, ControlPlane world, Telemetry telemetry, Exits exits)
      throws IOException, InterruptedException {
    var config = settings.node();
    var name = new NodeName(config.nodeId(), UUID.randomUUID().toString());
    var metrics = new NodeMetrics(config.environment());
    var counts = new Counts(metrics, world.clock());
    var ticks = new CoarseClock();
    var fellows = new Fellows(world.nodes(), config.environment(), name.id(), world.clock());
    var caching = new Caching(settings.cache(), ticks, fellows);
    var meeting = new MeetingFellows(fellows, new Reachability("fellows", metrics));
    var switchboard = new Switchboard(name.id(), world.clock(), ticks, new Quotas(fellows::count));
    metrics.loops().countRefusedInterrupts(NodeThread::interruptsRefused);
    this.supervisor =
        new Supervisor(metrics.loops(), why -> leave(() -> exits.beyondHelp().accept(why)));
    this.settings = settings;
    this.telemetry = telemetry;
    this.figures =
        new TellingFigures(
            settings.figures(),
            world.hearing(),
            new Speaker(config.environment(), name),
            counts,
            switchboard::inForce,
            metrics,
            world.clock());
    this.globals = new GlobalState(metrics);
    this.unloading = new Unloading(settings.unloading(), metrics, figures.unloads(), world.clock());
    var directory = new DataDirectory(config.dataDirectory());
    directory.prepareAndClear();
    this.journal = new CrashJournal(directory, Clock.systemUTC(), System::nanoTime);
    this.isolation = new Isolation(settings.isolation(), metrics.isolation(), directory);
    var examining = new ExaminingHealth(settings.loading().health(), metrics, figures.health());
    this.calling =
        new Calling(
            settings.calling(),
            telemetry,
            name.id(),
            new Quarantining(metrics, examining),
            () -> leave(exits.exhausted()));
    this.following =
        following(
            world, directory, name, metrics, counts, examining, switchboard, caching, meeting);
    var inFlight = new BytesInFlight(settings.memory());
    this.forwarding =
        new Forwarding(
            settings.forwarding(),
            fellows,
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
            access, switchboard, calling, following.waking(), forwarding, metrics, name.id());
    this.server =
        new HttpServer(
            settings.http(),
            new HttpServer.Endpoint(config.host(), config.port()),
            new ClientRoutes(invoke, pages),
            new HttpServer.Endpoint(config.operatorHost(), config.operatorPort()),
            new OperatorRoutes(new ExplainRoute(switchboard, name.id()), pages),
            inFlight,
            metrics.http(),
            settings.tls());
    this.lease =
        new KeepingLease(
            world.nodes(),
            name,
            config.environment(),
            config.address(server.port()),
            settings.following(),
            metrics,
            meeting,
            supervisor::trouble,
            world.clock(),
            new ClockSkew(world.clock(), new KeptClock(directory.clock()), name.id(), metrics));
    this.health = new WatchingHealth(following, examining, settings.loading().healthEvery());
    this.sweeping = DiskSweeper.loop(directory, following::jarsInUse, Clock.systemUTC());
    this.heap = new HeapWatch(() -> leave(exits.exhausted()));
    supervisor.watch(
        List.<Supervised>of(
            calling,
            isolation,
            unloading,
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
            LoadingVersion::loops,
            NodeLog::loops));
    supervisor.start();
    globals.start();
    unloading.start();
    following.start();
    lease.start();
    health.start();
    figures.start();
    sweeping.start();
    heap.start();
    LOG.info("Node {} of {} listens on {}", name.id(), config.environment(), server.addresses());
  }

  private FollowingRouting following(
      ControlPlane world,
      DataDirectory directory,
      NodeName name,
      NodeMetrics metrics,
      Counts counts,
      ExaminingHealth examining,
      Switchboard switchboard,
      Caching caching,
      MeetingFellows meeting) {
    var loading = settings.loading();
    var shelf = new BinaryShelf(directory, world.binaries(), FETCH_PAUSE);
    return new Following(
            world.feed(),
            world.nodes(),
            settings.node().environment(),
            name,
            new LoadingVersion(
                directory,
                shelf,
                loading,
                isolation,
                globals,
                unloading,
                metrics,
                counts,
                telemetry,
                name.id(),
                figures.health()),
            new RetiringVersion(loading, globals, unloading, metrics, telemetry, name.id()),
            calling,
            examining,
            switchboard,
            new LastGood(directory),
            journal,
            metrics,
            telemetry,
            caching,
            meeting,
            world.clock(),
            loading.retry())
        .every(settings.following().poll());
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
    Thread.sleep(settings.node().notice());
    server.closeSoon();
    if (!calling.awaitNone(settings.node().farewell())) {
      LOG.warn("Calls are still in flight; stopping all the same");
    }
    supervisor.close();
    health.close();
    sweeping.close();
    heap.close();
    globals.close();
    unloading.close();
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

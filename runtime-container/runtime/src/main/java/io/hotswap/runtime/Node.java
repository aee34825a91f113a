package io.hotswap.runtime;

import io.hotswap.runtime.disk.DiskSweeper;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.logging.NodeLog;
import io.hotswap.runtime.memory.HeapWatch;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import io.hotswap.telemetry.Telemetry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node: follows its environment's routing, and calls plugins.
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration UNLOADING = Duration.ofSeconds(4);

  private final NodeConfig config;
  private final NodeParts parts;
  private final Loop suspectLoop;
  private final Loop sweepLoop;
  private final HeapWatch heap;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean leaving = new AtomicBoolean();

  /// Starts serving the routing on disk, and follows the control plane.
  ///
  /// @param exits called when the process has to end
  Node(NodeSettings nodeSettings, ControlPlane controlPlane, Telemetry telemetry, Exits exits)
      throws IOException, InterruptedException {
    this.config = nodeSettings.node();
    this.parts =
        new NodeParts(
            nodeSettings,
            controlPlane,
            telemetry,
            leaving::get,
            () -> leave(exits.exhausted()),
            why -> leave(() -> exits.stuck().accept(why)));
    this.suspectLoop = parts.loading.suspects.loop(parts.routingFollower::isReady);
    this.sweepLoop =
        DiskSweeper.loop(parts.directory, parts.reconcilers::filesInUse, Clock.systemUTC());
    this.heap = new HeapWatch(() -> leave(exits.exhausted()));
    parts.supervisor.watch(supervised());
    start();
    LOG.info(
        "Node {} of {} listens on {}",
        parts.name.id(),
        config.environment(),
        parts.server.addresses());
  }

  private List<Supervised> supervised() {
    return List.of(
        parts.calling,
        parts.loading.isolation,
        parts.loading.collectionProof,
        parts.tenantFollower,
        parts.routingFollower,
        parts.server,
        parts.forwarding,
        parts.lease,
        parts.health,
        parts.reportingLoop,
        parts.loading.globals,
        heap,
        parts.access,
        () -> List.of(suspectLoop, parts.cacheEvictor.loop(), sweepLoop),
        VersionLoader::loops,
        NodeLog::loops);
  }

  private void start() throws IOException {
    parts.supervisor.start();
    parts.loading.globals.start();
    parts.loading.collectionProof.start();
    parts.cacheEvictor.start();
    parts.tenantFollower.restore();
    parts.routingFollower.start();
    parts.tenantFollower.start();
    suspectLoop.start();
    parts.lease.start();
    parts.health.start();
    parts.reportingLoop.start();
    sweepLoop.start();
    heap.start();
  }

  private void leave(Runnable exit) {
    leaving.set(true);
    exit.run();
  }

  /// Keeps the journal's suspects for the next start. For an exit without a signal, which a version
  /// that is being loaded may have caused.
  void keepCrashSuspects() {
    parts.loading.journal.keepSuspects();
  }

  int port() {
    return parts.server.port();
  }

  int operatorPort() {
    return parts.server.operatorPort();
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
    Thread.sleep(config.notice());
    parts.server.closeSoon();
    if (!parts.calling.awaitIdle(config.farewell())) {
      LOG.warn("Calls are still in flight; stopping all the same");
    }
    parts.supervisor.close();
    stopLoops();
    parts.lease.close();
    parts.server.close();
    parts.forwarding.close();
    parts.reconcilers.unload(parts.loading.unloader, UNLOADING);
    parts.loading.isolation.close();
    parts.access.close();
    parts.calling.close();
    parts.telemetry.close();
    LOG.info("Stopped");
  }

  /// The last reports are sent by their loop's close.
  private void stopLoops() throws InterruptedException {
    parts.health.close();
    sweepLoop.close();
    heap.close();
    parts.loading.globals.close();
    parts.loading.collectionProof.close();
    parts.tenantFollower.close();
    parts.routingFollower.close();
    suspectLoop.close();
    parts.cacheEvictor.close();
    parts.coldVersionLoader.close();
    parts.reconcilers.close();
    parts.loading.journal.close();
    parts.reportingLoop.close();
  }
}

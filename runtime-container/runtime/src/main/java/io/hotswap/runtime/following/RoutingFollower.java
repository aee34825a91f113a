package io.hotswap.runtime.following;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.runtime.admission.NodeTrust;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.reconciliation.PluginReconcilers;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.runtime.supervision.Supervised;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a node at the generations that the environment's pointers name. Starts with the documents
/// on disk, then polls one small item (the change counter) and reads the pointers only when it
/// changed.
///
/// A plugin whose pointer is gone is *not* dropped: an empty pointer table is treated as an outage,
/// not as an undeploy. A document without a default version is an undeploy.
public final class RoutingFollower implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoutingFollower.class);
  private static final int DOCUMENTS_AT_ONCE = 8;
  // One exchange, with the SDK's retries while the control plane hangs.
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int PERIODS = 10;
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration STARTUP_WAIT = Duration.ofSeconds(10);

  private final ExecutorService documentReaders =
      Executors.newFixedThreadPool(DOCUMENTS_AT_ONCE, NodeThread.factory("document-"));
  private final RoutingFeed feed;
  private final Environment environment;
  private final PluginReconcilers reconcilers;
  private final StartupLoader startupLoader;
  private final NodeTrust nodeTrust;
  private final HealthRequests healthRequests;
  private final Reachability reachability;
  private final Duration reachableWithin;
  private final Loop pollLoop;
  private final long startedAt = System.nanoTime();
  private long seenChanges = -1;
  private volatile boolean followed;
  private volatile boolean restored;
  private volatile boolean settledOnce;

  public RoutingFollower(
      RoutingFeed feed,
      Environment environment,
      PluginReconcilers reconcilers,
      StartupLoader startupLoader,
      NodeTrust nodeTrust,
      HealthRequests healthRequests,
      Reachability reachability,
      Duration pause) {
    this.feed = feed;
    this.environment = environment;
    this.reconcilers = reconcilers;
    this.startupLoader = startupLoader;
    this.nodeTrust = nodeTrust;
    this.healthRequests = healthRequests;
    this.reachability = reachability;
    this.reachableWithin = pause.multipliedBy(PERIODS).plus(MARGIN);
    this.pollLoop = Loop.every(pause, LIMIT, "follow-routing", this::pollFeed);
  }

  /// Serves from disk at once, then follows the control plane.
  public void start() throws IOException {
    nodeTrust.restore();
    restored = startupLoader.restore(environment);
    pollLoop.start();
  }

  /// Whether every document known at the start has been applied: those of the control plane or,
  /// when it fails or does not answer in time, those on disk. Crash suspects are not waited for.
  /// Once ready, a node stays ready; later versions are loaded beside those that serve.
  public boolean isReady() {
    if (!settledOnce) {
      settledOnce = hasRouting() && reconcilers.areSettledButForSuspects();
    }
    return settledOnce;
  }

  private boolean hasRouting() {
    return followed || (restored && isControlPlaneAbsent());
  }

  private boolean isControlPlaneAbsent() {
    return reachability.fails() || System.nanoTime() - startedAt > STARTUP_WAIT.toNanos();
  }

  /// Whether the last poll of the routing feed succeeded, and was recent.
  public boolean reachesControlPlane() {
    return reachability.works(reachableWithin);
  }

  private void pollFeed() {
    try {
      long changes = feed.changeCount(environment);
      pollLoop.progressed();
      // First: what is routed to was deployed by this trust or an older one.
      nodeTrust.follow(changes);
      pollLoop.progressed();
      if (changes != seenChanges) {
        applyChanges();
        seenChanges = changes;
      }
      followed = true;
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
    reconcilers.retryFailed();
  }

  private void applyChanges() {
    if (!followed) {
      startupLoader.pollMembers();
    }
    Collection<RoutingDocument> first = new ConcurrentLinkedQueue<>();
    Consumer<RoutingDocument> then =
        followed ? document -> reconcilers.of(document.pluginId()).accept(document) : first::add;
    List<CompletableFuture<Void>> moved = new ArrayList<>();
    for (var routingPointer : feed.pointers(environment)) {
      if (routingPointer.generation() > reconcilers.of(routingPointer.pluginId()).generation()) {
        moved.add(
            CompletableFuture.runAsync(() -> then.accept(read(routingPointer)), documentReaders));
      }
    }
    // An unreadable document delays no other, and is read again at the next poll.
    try {
      CompletableFuture.allOf(moved.toArray(CompletableFuture[]::new)).join();
    } finally {
      startupLoader.begin(first);
    }
    pollLoop.progressed();
    healthRequests.answer(feed.healthCheckRequests(environment));
  }

  private RoutingDocument read(RoutingPointer routingPointer) {
    try {
      var document = feed.document(routingPointer);
      pollLoop.progressed();
      return document;
    } catch (NoSuchElementException e) {
      LOG.error(
          "{} points to a document that does not exist: {}",
          routingPointer.pluginName(),
          routingPointer,
          e);
      throw e;
    }
  }

  @Override
  public List<Loop> loops() {
    return List.of(pollLoop);
  }

  /// Stops following; loaded versions stay loaded.
  @Override
  public void close() {
    pollLoop.close();
    documentReaders.shutdownNow();
  }
}

package io.hotswap.runtime.following;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.runtime.caching.ColdStarts;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.eviction.CacheEvictor;
import io.hotswap.runtime.eviction.ColdVersionLoader;
import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.reconciliation.PluginReconciler;
import io.hotswap.runtime.reconciliation.PluginStatus;
import io.hotswap.runtime.reconciliation.ReconcilerContext;
import io.hotswap.runtime.reconciliation.Retirement;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.runtime.supervision.Supervised;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
  private static final Duration BETWEEN_SUSPECTS = Duration.ofMillis(500);
  private static final Duration SUSPECTS_LIMIT = Duration.ofSeconds(30);
  private static final int PERIODS = 10;
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration STARTUP_WAIT = Duration.ofSeconds(10);

  private final Map<PluginId, PluginReconciler> reconcilers = new ConcurrentHashMap<>();
  private final Map<PluginId, Instant> answeredHealthRequests = new HashMap<>();
  private final ExecutorService documentReaders =
      Executors.newFixedThreadPool(DOCUMENTS_AT_ONCE, NodeThread.factory("document-"));
  private final RoutingFeed feed;
  private final Environment environment;
  private final ReconcilerContext context;
  private final HealthCheck healthCheck;
  private final Reachability reachability;
  private final Duration reachableWithin;
  private final Loop pollLoop;
  private final Loop suspectLoop;
  private final CacheEvictor cacheEvictor;
  private final ColdVersionLoader coldStarts;
  private final long startedAt = System.nanoTime();
  private long seenChanges = -1;
  private volatile boolean followed;
  private volatile boolean restored;
  private volatile boolean settledOnce;

  RoutingFollower(
      RoutingFeed feed,
      Environment environment,
      ReconcilerContext context,
      HealthCheck healthCheck,
      Reachability reachability,
      Duration pause) {
    this.feed = feed;
    this.environment = environment;
    this.context = context;
    this.healthCheck = healthCheck;
    this.reachability = reachability;
    this.cacheEvictor = new CacheEvictor(context, reconcilers::values);
    this.coldStarts =
        new ColdVersionLoader(id -> Optional.ofNullable(reconcilers.get(id)), cacheEvictor);
    this.reachableWithin = pause.multipliedBy(PERIODS).plus(MARGIN);
    this.pollLoop = Loop.every(pause, LIMIT, "follow-routing", this::pollFeed);
    // A loop of its own, because the other one may wait for the control plane.
    this.suspectLoop =
        Loop.every(BETWEEN_SUSPECTS, SUSPECTS_LIMIT, "try-suspects", this::trySuspects)
            .dispensable();
  }

  /// Serves from disk at once, then follows the control plane.
  public void start() throws IOException {
    cacheEvictor.start();
    begin(
        context.snapshotStore().all().stream()
            .filter(document -> document.environment() == environment)
            .toList());
    restored = !reconcilers.isEmpty();
    pollLoop.start();
    suspectLoop.start();
  }

  private void begin(Collection<RoutingDocument> documents) {
    var plan =
        new StartPlan(
            documents, context.cachePolicy(), cacheEvictor.bytes(), context.clock().instant());
    for (var document : documents) {
      var id = document.pluginId();
      reconciler(id).accept(document, routed -> plan.leavesCold(id, routed));
    }
  }

  /// Loads evicted versions for the calls that are routed to them.
  public ColdStarts coldStarts() {
    return coldStarts;
  }

  /// Whether this node has room for all its plugins at once.
  public boolean hasRoomForAll() {
    return cacheEvictor.fits();
  }

  /// Whether every document known at the start has been applied: those of the control plane or,
  /// when it fails or does not answer in time, those on disk. Crash suspects are not waited for.
  /// Once ready, a node stays ready; later versions are loaded beside those that serve.
  public boolean isReady() {
    if (!settledOnce) {
      settledOnce =
          hasRouting()
              && reconcilers.values().stream().allMatch(PluginReconciler::isSettledButForSuspects);
    }
    return settledOnce;
  }

  private boolean hasRouting() {
    return followed || (restored && isControlPlaneAbsent());
  }

  private boolean isControlPlaneAbsent() {
    return reachability.fails() || System.nanoTime() - startedAt > STARTUP_WAIT.toNanos();
  }

  /// Names of the plugins whose active documents eject this node.
  public List<String> ejected() {
    return reconcilers.values().stream()
        .map(reconciler -> reconciler.ejecting(context.node().id()))
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  /// Whether the last poll of the routing feed succeeded, and was recent.
  public boolean reachesControlPlane() {
    return reachability.works(reachableWithin);
  }

  public List<PluginStatus> status() {
    return reconcilers.values().stream()
        .map(PluginReconciler::status)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(PluginStatus::name))
        .toList();
  }

  /// Every version that is loaded and started now.
  public List<LoadedVersion> up() {
    return reconcilers.values().stream().flatMap(reconciler -> reconciler.up().stream()).toList();
  }

  /// The jars of the loaded versions, which may open them again.
  public Set<Path> jarsInUse() {
    return up().stream().flatMap(it -> it.classPath().stream()).collect(Collectors.toSet());
  }

  private void pollFeed() {
    try {
      long changes = feed.changeCount(environment);
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
    reconcilers.values().forEach(PluginReconciler::retryFailed);
    context.ackReporter().retry();
  }

  private void trySuspects() {
    context.journal().acquitSurvivors();
    if (isReady()) {
      context.suspects().beginNext();
    }
  }

  private void applyChanges() {
    if (!followed) {
      context.membershipPoller().poll();
    }
    // At the start, versions may stay cold until their first call; later documents are deployments,
    // whose versions have to be loaded and proved here.
    Collection<RoutingDocument> first = new ConcurrentLinkedQueue<>();
    Consumer<RoutingDocument> then =
        followed ? document -> reconciler(document.pluginId()).accept(document) : first::add;
    List<CompletableFuture<Void>> moved = new ArrayList<>();
    for (var routingPointer : feed.pointers(environment)) {
      if (routingPointer.generation() > reconciler(routingPointer.pluginId()).generation()) {
        moved.add(
            CompletableFuture.runAsync(() -> then.accept(read(routingPointer)), documentReaders));
      }
    }
    // An unreadable document delays no other, and is read again at the next poll.
    try {
      CompletableFuture.allOf(moved.toArray(CompletableFuture[]::new)).join();
    } finally {
      begin(first);
    }
    pollLoop.progressed();
    feed.healthCheckRequests(environment).forEach(this::examine);
  }

  private void examine(PluginId pluginId, Instant asked) {
    var last = answeredHealthRequests.get(pluginId);
    var reconciler = reconcilers.get(pluginId);
    if (reconciler != null && (last == null || asked.isAfter(last))) {
      answeredHealthRequests.put(pluginId, asked);
      reconciler.up().forEach(healthCheck::beginReporting);
    }
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

  private PluginReconciler reconciler(PluginId pluginId) {
    return reconcilers.computeIfAbsent(pluginId, key -> new PluginReconciler(context));
  }

  /// Unloads all versions, at the end of the process.
  public void unload(Duration limit) throws InterruptedException {
    var last = System.nanoTime() + limit.toNanos();
    var ending = up().stream().map(it -> Retirement.begin(context.retiring(), it, "")).toList();
    for (var thread : ending) {
      thread.join(Duration.ofNanos(Math.max(1, last - System.nanoTime())));
    }
  }

  @Override
  public List<Loop> loops() {
    return List.of(pollLoop, suspectLoop, cacheEvictor.loop());
  }

  /// Stops following; loaded versions stay loaded.
  @Override
  public void close() {
    pollLoop.close();
    suspectLoop.close();
    cacheEvictor.close();
    coldStarts.close();
    documentReaders.shutdownNow();
    context.ackReporter().close();
    context.journal().close();
  }
}

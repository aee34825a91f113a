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

/// Keeps a node where the environment's pointers say. Begins with what is on disk, then looks at
/// one small item again and again, and at the pointers only when it moved.
///
/// A plugin whose pointer is gone is *not* dropped: an empty table is a fault far likelier than a
/// wish to stop serving, which a document without a default version says.
public final class RoutingFollower implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoutingFollower.class);
  private static final int DOCUMENTS_AT_ONCE = 8;
  // One exchange, tried several times by the SDK while the control plane hangs.
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration BETWEEN_SUSPECTS = Duration.ofMillis(500);
  private static final Duration SUSPECTS_LIMIT = Duration.ofSeconds(30);
  private static final int PERIODS = 10;
  private static final Duration A_MOMENT = Duration.ofSeconds(5);
  private static final Duration PATIENCE_AT_START = Duration.ofSeconds(10);

  private final Map<PluginId, PluginReconciler> tracks = new ConcurrentHashMap<>();
  private final Map<PluginId, Instant> examined = new HashMap<>();
  private final ExecutorService reading =
      Executors.newFixedThreadPool(DOCUMENTS_AT_ONCE, NodeThread.factory("document-"));
  private final RoutingFeed feed;
  private final Environment environment;
  private final ReconcilerContext context;
  private final HealthCheck examining;
  private final Reachability reachability;
  private final Duration recently;
  private final Loop poll;
  private final Loop suspecting;
  private final CacheEvictor room;
  private final ColdVersionLoader waking;
  private final long began = System.nanoTime();
  private long seen = -1;
  private volatile boolean followed;
  private volatile boolean restored;
  private volatile boolean settledOnce;

  RoutingFollower(
      RoutingFeed feed,
      Environment environment,
      ReconcilerContext context,
      HealthCheck examining,
      Reachability reachability,
      Duration pause) {
    this.feed = feed;
    this.environment = environment;
    this.context = context;
    this.examining = examining;
    this.reachability = reachability;
    this.room = new CacheEvictor(context, tracks::values);
    this.waking = new ColdVersionLoader(id -> Optional.ofNullable(tracks.get(id)), room);
    this.recently = pause.multipliedBy(PERIODS).plus(A_MOMENT);
    this.poll = Loop.every(pause, LIMIT, "follow-routing", this::look);
    // Beside that one, which waits for the control plane.
    this.suspecting =
        Loop.every(BETWEEN_SUSPECTS, SUSPECTS_LIMIT, "try-suspects", this::trySuspects)
            .dispensable();
  }

  /// Serves from disk at once, then follows.
  public void start() throws IOException {
    room.start();
    begin(
        context.lastGood().all().stream()
            .filter(document -> document.environment() == environment)
            .toList());
    restored = !tracks.isEmpty();
    poll.start();
    suspecting.start();
  }

  private void begin(Collection<RoutingDocument> documents) {
    var plan = new StartPlan(documents, context.caching(), room.bytes(), context.clock().instant());
    for (var document : documents) {
      var id = document.pluginId();
      track(id).accept(document, routed -> plan.leavesCold(id, routed));
    }
  }

  /// Brings up what was evicted, for those who call it.
  public ColdStarts waking() {
    return waking;
  }

  /// Whether this node has room for all its plugins at once.
  public boolean hasRoomForAll() {
    return room.fits();
  }

  /// Whether all that was known at the start has been dealt with: what the control plane says, or,
  /// when it fails or does not answer in time, what was on disk. It does not wait for what a
  /// process died on. Once ready, a node stays so; what comes later is loaded beside what serves.
  public boolean isReady() {
    if (!settledOnce) {
      settledOnce =
          knowsWhatToDo()
              && tracks.values().stream().allMatch(PluginReconciler::isSettledButForSuspects);
    }
    return settledOnce;
  }

  private boolean knowsWhatToDo() {
    return followed || (restored && isOnItsOwn());
  }

  private boolean isOnItsOwn() {
    return reachability.fails() || System.nanoTime() - began > PATIENCE_AT_START.toNanos();
  }

  /// The plugins that are sick on this node alone, as their documents in force say.
  public List<String> ejected() {
    return tracks.values().stream()
        .map(reconciler -> reconciler.ejecting(context.node().id()))
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  /// Whether the last look at the routing feed succeeded, and not long ago.
  public boolean reachesControlPlane() {
    return reachability.works(recently);
  }

  public List<PluginStatus> status() {
    return tracks.values().stream()
        .map(PluginReconciler::status)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(PluginStatus::name))
        .toList();
  }

  /// Every version that is up now.
  public List<LoadedVersion> up() {
    return tracks.values().stream().flatMap(reconciler -> reconciler.up().stream()).toList();
  }

  /// The jars of what is up, which it may open again.
  public Set<Path> jarsInUse() {
    return up().stream().flatMap(it -> it.classPath().stream()).collect(Collectors.toSet());
  }

  private void look() {
    try {
      long changes = feed.changes(environment);
      poll.progressed();
      if (changes != seen) {
        follow();
        seen = changes;
      }
      followed = true;
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
    tracks.values().forEach(PluginReconciler::tryAgain);
    context.acknowledging().sayAgain();
  }

  private void trySuspects() {
    context.journal().look();
    if (isReady()) {
      context.suspects().look();
    }
  }

  private void follow() {
    if (!followed) {
      context.meeting().look();
    }
    // What is new to a node that starts need not be loaded before it is called; what comes later
    // is a deployment, and is proved here.
    Collection<RoutingDocument> first = new ConcurrentLinkedQueue<>();
    Consumer<RoutingDocument> then =
        followed ? document -> track(document.pluginId()).accept(document) : first::add;
    List<CompletableFuture<Void>> moved = new ArrayList<>();
    for (var routingPointer : feed.pointers(environment)) {
      if (routingPointer.generation() > track(routingPointer.pluginId()).generation()) {
        moved.add(CompletableFuture.runAsync(() -> then.accept(read(routingPointer)), reading));
      }
    }
    // One document that can't be read holds up none of the others, and is looked for again.
    try {
      CompletableFuture.allOf(moved.toArray(CompletableFuture[]::new)).join();
    } finally {
      begin(first);
    }
    poll.progressed();
    feed.healthAsked(environment).forEach(this::examine);
  }

  private void examine(PluginId pluginId, Instant asked) {
    var last = examined.get(pluginId);
    var reconciler = tracks.get(pluginId);
    if (reconciler != null && (last == null || asked.isAfter(last))) {
      examined.put(pluginId, asked);
      reconciler.up().forEach(examining::beginAnswering);
    }
  }

  private RoutingDocument read(RoutingPointer routingPointer) {
    try {
      var document = feed.document(routingPointer);
      poll.progressed();
      return document;
    } catch (NoSuchElementException e) {
      LOG.error(
          "{} points to a document that is not there: {}",
          routingPointer.pluginName(),
          routingPointer,
          e);
      throw e;
    }
  }

  private PluginReconciler track(PluginId pluginId) {
    return tracks.computeIfAbsent(pluginId, key -> new PluginReconciler(context));
  }

  /// Unloads everything, for the end of the process.
  public void unload(Duration limit) throws InterruptedException {
    var last = System.nanoTime() + limit.toNanos();
    var ending = up().stream().map(it -> Retirement.begin(context.retiring(), it, "")).toList();
    for (var thread : ending) {
      thread.join(Duration.ofNanos(Math.max(1, last - System.nanoTime())));
    }
  }

  @Override
  public List<Loop> loops() {
    return List.of(poll, suspecting, room.loop());
  }

  /// Stops following; what is loaded stays loaded.
  @Override
  public void close() {
    poll.close();
    suspecting.close();
    room.close();
    waking.close();
    reading.shutdownNow();
    context.acknowledging().close();
    context.journal().close();
  }
}

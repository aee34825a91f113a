package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CacheEntry;
import io.hotswap.runtime.caching.CachePolicy;
import io.hotswap.runtime.caching.ColdStarts.ColdStart;
import io.hotswap.runtime.caching.Retention;
import io.hotswap.runtime.caching.RetentionPolicy;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.loading.VersionUnloader;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.reconciliation.CacheOccupancy.CachedVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies one plugin's routing documents: loads the versions that the newest one names, runs their
/// acceptance cases, switches as soon as all serving versions are ready, and retires the versions
/// that neither the newest document nor the active one names.
///
/// Nothing here blocks: each version is loaded on a thread of its own, which reports back, so that
/// a newer document (a rollback, for example) never waits for an older one's slow version.
public final class PluginReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(PluginReconciler.class);

  private final VersionStarter versionStarter;
  private final VersionUnloader retiring;
  private final CachePolicy cachePolicy;
  private final InstantSource clock;
  private final VersionSlots slots = new VersionSlots();
  private final Map<VersionSlot, Thread> workers = new HashMap<>();
  private final TargetRouting target = new TargetRouting();
  private final ActiveRouting routing;
  private final ColdStarter coldStarter;
  private final LastAck lastAck;
  private final AcceptanceChecker acceptanceChecker;

  public PluginReconciler(
      VersionStarter versionStarter,
      AcceptanceRun acceptanceRun,
      RoutingSwitch routingSwitch,
      AckReporter ackReporter,
      VersionUnloader retiring,
      CachePolicy cachePolicy,
      InstantSource clock) {
    this.versionStarter = versionStarter;
    this.retiring = retiring;
    this.cachePolicy = cachePolicy;
    this.clock = clock;
    this.routing = new ActiveRouting(routingSwitch, slots);
    this.coldStarter = new ColdStarter(routing, slots, clock, this::beginLoad);
    this.lastAck = new LastAck(ackReporter, routingSwitch, slots);
    this.acceptanceChecker = new AcceptanceChecker(acceptanceRun, slots, this::acceptanceEnded);
  }

  public synchronized long generation() {
    return target.generation();
  }

  public void accept(RoutingDocument document) {
    accept(document, routed -> false);
  }

  /// @param staysCold which of the versions that are new here are not loaded until they are called
  public synchronized void accept(RoutingDocument document, Predicate<RoutedVersion> staysCold) {
    target.accept(document).ifPresent(it -> apply(it, staysCold));
  }

  /// Keeps the versions that tenants are pinned to, beside those of every document.
  public synchronized void pin(Set<RoutedVersion> versions) {
    target.pin(versions).ifPresent(it -> apply(it, routed -> false));
  }

  private void apply(RoutingDocument document, Predicate<RoutedVersion> staysCold) {
    routing.expect(document.pluginId());
    for (var routed : VersionSlots.loadedUnder(document)) {
      var known = slots.find(routed);
      known.ifPresent(VersionSlot::reconsider);
      if (known.isEmpty() && staysCold.test(routed)) {
        slots.put(routed, VersionSlot.cold());
      } else if (known.isEmpty() || known.get().hasFailed()) {
        bringUp(document, routed);
      } else if (known.get().isCold() && isWanted(document, routed.release())) {
        warmUp(document, routed, known.get());
      }
    }
    settle(document);
  }

  private boolean isWanted(RoutingDocument document, String version) {
    boolean servesAnew = document.serving().contains(version) && !routing.serves(version);
    return servesAnew || retentionPolicy(List.of(document)).isUnderWay();
  }

  // A version that serves already stays routed to while it is loaded; calls wait for it.
  private void warmUp(RoutingDocument document, RoutedVersion routed, VersionSlot slot) {
    if (routing.serves(routed.release())) {
      slot.markColdStarting();
    } else {
      slot.markLoading();
    }
    beginLoad(document, routed, slot);
  }

  /// Loads a version for a call that is routed to it, unless it is loaded or loading.
  public synchronized CompletableFuture<ColdStart> beginColdStart(String version) {
    return coldStarter.begin(version);
  }

  /// The cache's entries of this plugin's versions.
  public synchronized List<CacheEntry<CachedVersion>> cacheEntries() {
    return occupancy().map(CacheOccupancy::entries).orElse(List.of());
  }

  /// Estimated bytes of the versions that are not loaded.
  public synchronized long coldBytes() {
    return occupancy().map(CacheOccupancy::coldBytes).orElse(0L);
  }

  /// Unloads a version until it is called again, unless it is needed by now.
  ///
  /// @return whether it was evicted
  public synchronized boolean evict(CachedVersion cached) {
    var slot = cached.slot();
    var version = slot.ready();
    if (version.isEmpty() || !slots.holds(slot) || isNeeded(cached)) {
      return false;
    }
    slot.setState(new VersionSlot.State.Cold(Optional.empty(), Instant.MIN));
    routing.republish();
    LOG.info("{} is evicted until it is called", version.get().ref().label());
    retire(version.get());
    return true;
  }

  private boolean isNeeded(CachedVersion cached) {
    return occupancy().filter(it -> it.entry(cached).retention() != Retention.NEEDED).isEmpty();
  }

  private Optional<CacheOccupancy> occupancy() {
    var inUse = documentsInUse();
    return target
        .document()
        .map(it -> new CacheOccupancy(this, slots, inUse, retentionPolicy(inUse)));
  }

  private RetentionPolicy retentionPolicy(List<RoutingDocument> documents) {
    return new RetentionPolicy(documents, cachePolicy, clock.instant());
  }

  private List<RoutingDocument> documentsInUse() {
    var other = routing.document().filter(it -> it.generation() != generation());
    return Stream.concat(target.document().stream(), other.stream()).toList();
  }

  /// Loads again, when their retry is due, the versions that failed for a transient reason.
  public synchronized void retryFailed() {
    target.document().ifPresent(it -> retryFailed(it, clock.instant()));
  }

  private void retryFailed(RoutingDocument document, Instant now) {
    for (var routed : VersionSlots.loadedUnder(document)) {
      if (slots.find(routed).filter(it -> it.isRetryDue(now)).isPresent()) {
        bringUp(document, routed);
      }
    }
  }

  /// Whether every version of the newest document is Ready or Failed, crash suspects aside: those
  /// are loaded when the others are up.
  public synchronized boolean isSettledButForSuspects() {
    return target
        .document()
        .filter(it -> !slots.isSettled(it, versionStarter::isSuspect))
        .isEmpty();
  }

  /// The plugin's name, when its active document ejects the node.
  public synchronized Optional<String> ejecting(String nodeId) {
    return routing.ejecting(nodeId);
  }

  public synchronized List<LoadedVersion> up() {
    return slots.up();
  }

  public synchronized Optional<PluginStatus> status(String nodeId) {
    return target
        .document()
        .map(
            it ->
                PluginStatus.of(
                    it,
                    routing.generation(),
                    ejecting(nodeId).isPresent(),
                    slots.states(it),
                    slots.problem(it)));
  }

  private void bringUp(RoutingDocument document, RoutedVersion routed) {
    var slot = VersionSlot.loading();
    slots.put(routed, slot);
    beginLoad(document, routed, slot);
  }

  private void beginLoad(RoutingDocument document, RoutedVersion routed, VersionSlot slot) {
    versionStarter.begin(
        PluginRef.of(document, routed), slot, it -> workers.put(slot, it), this::loadEnded);
  }

  private void loadEnded(VersionSlot slot, VersionSlot.State end) {
    boolean isWanted = applyEnd(slot, end);
    slot.completeWaiting(isWanted ? coldStarter.outcome(slot) : new ColdStart.Loaded());
  }

  private synchronized boolean applyEnd(VersionSlot slot, VersionSlot.State end) {
    slot.setState(
        end instanceof VersionSlot.State.Failed(var sentence, var passing, var next)
                && slot.isColdOrStarting()
            ? new VersionSlot.State.Cold(Optional.of(sentence), next)
            : end);
    workers.remove(slot);
    boolean isWanted = slots.holds(slot);
    if (!isWanted) {
      slot.up().ifPresent(this::retire);
    } else {
      target.document().ifPresent(this::settle);
    }
    return isWanted;
  }

  private void settle(RoutingDocument document) {
    acceptanceChecker.begin(document).forEach(workers::put);
    if (routing.generation() != document.generation() && slots.canServe(document)) {
      routing.switchTo(document);
    } else {
      // Pins also take effect while a newer document waits for its versions.
      routing.pin(target.pins());
    }
    routing.republish();
    if (slots.isSettled(document)) {
      lastAck.publish(document);
    }
    dropUnused();
  }

  private synchronized void acceptanceEnded(
      VersionSlot slot, VersionSlot.State.Checking checked, Optional<String> objection) {
    workers.remove(slot);
    if (slots.holds(slot)) {
      target.document().ifPresent(it -> settle(slot, checked.outcome(objection, it), it));
    }
  }

  private void settle(VersionSlot slot, VersionSlot.State outcome, RoutingDocument document) {
    slot.setState(outcome);
    settle(document);
  }

  private void dropUnused() {
    slots.keepOnly(documentsInUse(), versionStarter::forget).forEach(this::drop);
  }

  private void drop(VersionSlot slot) {
    slot.abandon();
    slot.up().ifPresent(this::retire);
    var working = workers.get(slot);
    if (working != null) {
      working.interrupt();
    }
  }

  private void retire(LoadedVersion version) {
    var traceparent = target.document().map(RoutingDocument::traceparent).orElse("");
    Retirement.begin(retiring, version, traceparent);
  }
}

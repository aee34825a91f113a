package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CacheEntry;
import io.hotswap.runtime.caching.ColdStarts.Woken;
import io.hotswap.runtime.caching.Retention;
import io.hotswap.runtime.caching.RetentionPolicy;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.reconciliation.CacheOccupancy.Seat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows one plugin's documents: brings up what the newest names, has it pass its acceptance
/// cases, switches to it as soon as all that serve are ready, and takes away what neither it nor
/// the document in use names.
///
/// Nothing here waits: each version comes up on a thread of its own and reports back, so a newer
/// document (a rollback, say) never stands behind an older one's slow version.
public final class PluginReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(PluginReconciler.class);

  private final ReconcilerContext context;
  private final VersionStarter versionStarter;
  private final VersionSlots slots = new VersionSlots();
  private final Map<VersionSlot, Thread> atWork = new HashMap<>();
  private final ActiveRouting routing;
  private final LastAck lastAck;
  private final AcceptanceChecker checking;
  private @Nullable RoutingDocument newest;

  public PluginReconciler(ReconcilerContext context) {
    this.context = context;
    this.routing = new ActiveRouting(context, slots);
    this.lastAck = new LastAck(context, slots);
    this.checking = new AcceptanceChecker(context.accepting(), slots, this::checked);
    this.versionStarter = new VersionStarter(context, this::ended);
  }

  public synchronized long generation() {
    return newest == null ? 0 : newest.generation();
  }

  public void accept(RoutingDocument document) {
    accept(document, routed -> false);
  }

  /// @param staysCold which of the versions unknown here are not loaded before they are called
  public synchronized void accept(RoutingDocument document, Predicate<RoutedVersion> staysCold) {
    if (document.generation() <= generation()) {
      return;
    }
    newest = document;
    context.switchboard().expect(document.pluginId());
    for (var routed : VersionSlots.loadedUnder(document)) {
      var known = slots.find(routed);
      known.ifPresent(VersionSlot::reconsider);
      if (known.isEmpty() && staysCold.test(routed)) {
        slots.put(routed, VersionSlot.cold());
      } else if (known.isEmpty() || known.get().hasFailed()) {
        bringUp(document, routed);
      } else if (known.get().isCold() && isWanted(document, routed.version())) {
        warmUp(document, routed, known.get());
      }
    }
    settle(document);
  }

  private boolean isWanted(RoutingDocument document, String version) {
    boolean servesAnew = document.serving().contains(version) && !routing.serves(version);
    return servesAnew || holding(List.of(document)).isUnderWay();
  }

  // Who serves already goes on being routed to while it comes up.
  private void warmUp(RoutingDocument document, RoutedVersion routed, VersionSlot slot) {
    if (routing.serves(routed.version())) {
      slot.waking();
    } else {
      slot.provedAnew();
    }
    begin(document, routed, slot);
  }

  /// Loads a version for a call that is routed to it, unless it is here or on its way.
  public synchronized CompletableFuture<Woken> wake(String version) {
    var document = routing.document();
    var routed = document.flatMap(it -> Optional.ofNullable(it.versions().get(version)));
    var attempt = routed.flatMap(slots::find);
    if (document.isEmpty() || routed.isEmpty() || attempt.isEmpty()) {
      // Another document is in force by now.
      return CompletableFuture.completedFuture(new Woken.Up());
    }
    return switch (attempt.get().state()) {
      case VersionSlot.State.Cold(var problem, var next)
          when context.clock().instant().isBefore(next) ->
          CompletableFuture.completedFuture(down(problem.orElse(""), next));
      case VersionSlot.State.Cold(var problem, var next) -> {
        attempt.get().waking();
        var woken = attempt.get().await();
        begin(document.get(), routed.get(), attempt.get());
        yield woken;
      }
      case VersionSlot.State.Waking() -> attempt.get().await();
      case VersionSlot.State.Loading() -> attempt.get().await();
      case VersionSlot.State.Failed(var sentence, var passing, var next) ->
          CompletableFuture.completedFuture(down(sentence, next));
      default -> CompletableFuture.completedFuture(new Woken.Up());
    };
  }

  private Woken down(String sentence, Instant next) {
    return new Woken.Down(sentence, Duration.between(context.clock().instant(), next));
  }

  /// What takes room here.
  public synchronized List<CacheEntry<Seat>> residents() {
    return newest == null ? List.of() : seating().residents();
  }

  /// What the versions that are not loaded would take.
  public synchronized long coldBytes() {
    return newest == null ? 0 : seating().coldBytes();
  }

  /// Unloads a version until it is called again; not when it is needed by now.
  ///
  /// @return whether it goes
  public synchronized boolean evict(Seat seat) {
    var slot = seat.attempt();
    var version = slot.ready();
    if (newest == null
        || version.isEmpty()
        || !slots.holds(slot)
        || seating().resident(seat).hold() == Retention.NEEDED) {
      return false;
    }
    slot.ended(new VersionSlot.State.Cold(Optional.empty(), Instant.MIN));
    routing.publishAgain();
    LOG.info("{} is evicted until it is called", version.get().ref().label());
    retire(version.get());
    return true;
  }

  private CacheOccupancy seating() {
    return new CacheOccupancy(this, slots, named(), holding(named()));
  }

  private RetentionPolicy holding(List<RoutingDocument> documents) {
    return new RetentionPolicy(documents, context.caching(), context.clock().instant());
  }

  private List<RoutingDocument> named() {
    var other = routing.document().filter(it -> it.generation() != generation());
    return Stream.concat(Stream.ofNullable(newest), other.stream()).toList();
  }

  /// Tries again what failed for a reason that may have passed.
  public synchronized void tryAgain() {
    var document = newest;
    if (document == null) {
      return;
    }
    var now = context.clock().instant();
    for (var routed : VersionSlots.loadedUnder(document)) {
      if (slots.find(routed).filter(it -> it.isToTryAgain(now)).isPresent()) {
        bringUp(document, routed);
      }
    }
  }

  /// Whether the newest document has been dealt with, but for what a process died on before: that
  /// is tried when the others are up.
  public synchronized boolean isSettledButForSuspects() {
    return newest == null || slots.isSettled(newest, context.journal()::isSuspect);
  }

  /// The plugin's name, when its document in force ejects a node.
  public synchronized Optional<String> ejecting(String nodeId) {
    return routing
        .document()
        .filter(it -> it.supervision().ejected().contains(nodeId))
        .map(RoutingDocument::pluginName);
  }

  public synchronized List<LoadedVersion> up() {
    return slots.up();
  }

  public synchronized Optional<PluginStatus> status() {
    return Optional.ofNullable(newest)
        .map(
            it ->
                PluginStatus.of(
                    it,
                    routing.generation(),
                    ejecting(context.node().id()).isPresent(),
                    slots.states(it),
                    slots.problem(it)));
  }

  private void bringUp(RoutingDocument document, RoutedVersion routed) {
    var slot = VersionSlot.loading();
    slots.put(routed, slot);
    begin(document, routed, slot);
  }

  private void begin(RoutingDocument document, RoutedVersion routed, VersionSlot slot) {
    var thread = versionStarter.thread(PluginRef.of(document, routed), slot);
    atWork.put(slot, thread);
    context.suspects().begin(routed.digest(), thread, slot::wanted);
  }

  private void ended(VersionSlot slot, VersionSlot.State end) {
    boolean isWanted = take(slot, end);
    slot.tellWaiting(
        isWanted && slot.state() instanceof VersionSlot.State.Cold(var problem, var next)
            ? down(problem.orElse(""), next)
            : new Woken.Up());
  }

  private synchronized boolean take(VersionSlot slot, VersionSlot.State end) {
    slot.ended(
        end instanceof VersionSlot.State.Failed(var sentence, var passing, var next)
                && slot.isToBeWoken()
            ? new VersionSlot.State.Cold(Optional.of(sentence), next)
            : end);
    atWork.remove(slot);
    boolean isWanted = slots.holds(slot);
    if (!isWanted) {
      slot.up().ifPresent(this::retire);
    } else if (newest != null) {
      settle(newest);
    }
    return isWanted;
  }

  private void settle(RoutingDocument document) {
    checking.begin(document).forEach(atWork::put);
    if (routing.generation() != document.generation() && slots.canServe(document)) {
      routing.switchTo(document);
    }
    routing.publishAgain();
    if (slots.isSettled(document)) {
      lastAck.say(document);
    }
    dropUnnamed();
  }

  private synchronized void checked(
      VersionSlot slot, VersionSlot.State.Checking checked, Optional<String> objection) {
    atWork.remove(slot);
    var document = newest;
    if (document != null && slots.holds(slot)) {
      slot.ended(checked.ended(objection, document));
      settle(document);
    }
  }

  private void dropUnnamed() {
    slots.keepOnly(named(), context.journal()::forget).forEach(this::drop);
  }

  private void drop(VersionSlot slot) {
    slot.unwanted();
    slot.up().ifPresent(this::retire);
    var working = atWork.get(slot);
    if (working != null) {
      working.interrupt();
    }
  }

  private void retire(LoadedVersion version) {
    Retirement.begin(context.retiring(), version, newest == null ? "" : newest.traceparent());
  }
}

package io.hotswap.runtime.following;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.Hold;
import io.hotswap.runtime.caching.Resident;
import io.hotswap.runtime.caching.Waking.Woken;
import io.hotswap.runtime.following.Seating.Seat;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.plugin.PluginRef;
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
final class PluginTrack {
  private static final Logger LOG = LoggerFactory.getLogger(PluginTrack.class);

  private final Bench bench;
  private final BringingUp bringingUp;
  private final Attempts attempts = new Attempts();
  private final Map<Attempt, Thread> atWork = new HashMap<>();
  private final InForce inForce;
  private final LastWord lastWord;
  private final CheckingCases checking;
  private @Nullable RoutingDocument newest;

  PluginTrack(Bench bench) {
    this.bench = bench;
    this.inForce = new InForce(bench, attempts);
    this.lastWord = new LastWord(bench, attempts);
    this.checking = new CheckingCases(bench.accepting(), attempts, this::checked);
    this.bringingUp = new BringingUp(bench, this::ended);
  }

  synchronized long generation() {
    return newest == null ? 0 : newest.generation();
  }

  void accept(RoutingDocument document) {
    accept(document, routed -> false);
  }

  /// @param staysCold which of the versions unknown here are not loaded before they are called
  synchronized void accept(RoutingDocument document, Predicate<RoutedVersion> staysCold) {
    if (document.generation() <= generation()) {
      return;
    }
    newest = document;
    bench.switchboard().expect(document.pluginId());
    for (var routed : Attempts.loadedUnder(document)) {
      var known = attempts.find(routed);
      known.ifPresent(Attempt::reconsider);
      if (known.isEmpty() && staysCold.test(routed)) {
        attempts.put(routed, Attempt.cold());
      } else if (known.isEmpty() || known.get().hasFailed()) {
        bringUp(document, routed);
      } else if (known.get().isCold() && isWanted(document, routed.version())) {
        warmUp(document, routed, known.get());
      }
    }
    settle(document);
  }

  private boolean isWanted(RoutingDocument document, String version) {
    boolean servesAnew = document.serving().contains(version) && !inForce.serves(version);
    return servesAnew || holding(List.of(document)).isUnderWay();
  }

  // Who serves already goes on being routed to while it comes up.
  private void warmUp(RoutingDocument document, RoutedVersion routed, Attempt attempt) {
    if (inForce.serves(routed.version())) {
      attempt.waking();
    } else {
      attempt.provedAnew();
    }
    begin(document, routed, attempt);
  }

  /// Loads a version for a call that is routed to it, unless it is here or on its way.
  synchronized CompletableFuture<Woken> wake(String version) {
    var document = inForce.document();
    var routed = document.flatMap(it -> Optional.ofNullable(it.versions().get(version)));
    var attempt = routed.flatMap(attempts::find);
    if (document.isEmpty() || routed.isEmpty() || attempt.isEmpty()) {
      // Another document is in force by now.
      return CompletableFuture.completedFuture(new Woken.Up());
    }
    return switch (attempt.get().state()) {
      case Attempt.State.Cold(var problem, var next) when bench.clock().instant().isBefore(next) ->
          CompletableFuture.completedFuture(down(problem.orElse(""), next));
      case Attempt.State.Cold(var problem, var next) -> {
        attempt.get().waking();
        var woken = attempt.get().await();
        begin(document.get(), routed.get(), attempt.get());
        yield woken;
      }
      case Attempt.State.Waking() -> attempt.get().await();
      case Attempt.State.Loading() -> attempt.get().await();
      case Attempt.State.Failed(var sentence, var passing, var next) ->
          CompletableFuture.completedFuture(down(sentence, next));
      default -> CompletableFuture.completedFuture(new Woken.Up());
    };
  }

  private Woken down(String sentence, Instant next) {
    return new Woken.Down(sentence, Duration.between(bench.clock().instant(), next));
  }

  /// What takes room here.
  synchronized List<Resident<Seat>> residents() {
    return newest == null ? List.of() : seating().residents();
  }

  /// What the versions that are not loaded would take.
  synchronized long coldBytes() {
    return newest == null ? 0 : seating().coldBytes();
  }

  /// Unloads a version until it is called again; not when it is needed by now.
  ///
  /// @return whether it goes
  synchronized boolean evict(Seat seat) {
    var attempt = seat.attempt();
    var version = attempt.ready();
    if (newest == null
        || version.isEmpty()
        || !attempts.holds(attempt)
        || seating().resident(seat).hold() == Hold.NEEDED) {
      return false;
    }
    attempt.ended(new Attempt.State.Cold(Optional.empty(), Instant.MIN));
    inForce.publishAgain();
    LOG.info("{} is evicted until it is called", version.get().ref().label());
    retire(version.get());
    return true;
  }

  private Seating seating() {
    return new Seating(this, attempts, named(), holding(named()));
  }

  private Holding holding(List<RoutingDocument> documents) {
    return new Holding(documents, bench.caching(), bench.clock().instant());
  }

  private List<RoutingDocument> named() {
    var other = inForce.document().filter(it -> it.generation() != generation());
    return Stream.concat(Stream.ofNullable(newest), other.stream()).toList();
  }

  /// Tries again what failed for a reason that may have passed.
  synchronized void tryAgain() {
    var document = newest;
    if (document == null) {
      return;
    }
    var now = bench.clock().instant();
    for (var routed : Attempts.loadedUnder(document)) {
      if (attempts.find(routed).filter(it -> it.isToTryAgain(now)).isPresent()) {
        bringUp(document, routed);
      }
    }
  }

  /// Whether the newest document has been dealt with, but for what a process died on before: that
  /// is tried when the others are up.
  synchronized boolean isSettledButForSuspects() {
    return newest == null || attempts.isSettled(newest, bench.journal()::isSuspect);
  }

  /// The plugin's name, when its document in force sets a node aside.
  synchronized Optional<String> settingAside(String nodeId) {
    return inForce
        .document()
        .filter(it -> it.supervision().aside().contains(nodeId))
        .map(RoutingDocument::pluginName);
  }

  synchronized List<LoadedVersion> up() {
    return attempts.up();
  }

  synchronized Optional<PluginStatus> status() {
    return Optional.ofNullable(newest)
        .map(
            it ->
                PluginStatus.of(
                    it,
                    inForce.generation(),
                    settingAside(bench.node().id()).isPresent(),
                    attempts.states(it),
                    attempts.problem(it)));
  }

  private void bringUp(RoutingDocument document, RoutedVersion routed) {
    var attempt = Attempt.loading();
    attempts.put(routed, attempt);
    begin(document, routed, attempt);
  }

  private void begin(RoutingDocument document, RoutedVersion routed, Attempt attempt) {
    var thread = bringingUp.thread(PluginRef.of(document, routed), attempt);
    atWork.put(attempt, thread);
    bench.suspects().begin(routed.digest(), thread, attempt::wanted);
  }

  private void ended(Attempt attempt, Attempt.State end) {
    boolean isWanted = take(attempt, end);
    attempt.tellWaiting(
        isWanted && attempt.state() instanceof Attempt.State.Cold(var problem, var next)
            ? down(problem.orElse(""), next)
            : new Woken.Up());
  }

  private synchronized boolean take(Attempt attempt, Attempt.State end) {
    attempt.ended(
        end instanceof Attempt.State.Failed(var sentence, var passing, var next)
                && attempt.isToBeWoken()
            ? new Attempt.State.Cold(Optional.of(sentence), next)
            : end);
    atWork.remove(attempt);
    boolean isWanted = attempts.holds(attempt);
    if (!isWanted) {
      attempt.up().ifPresent(this::retire);
    } else if (newest != null) {
      settle(newest);
    }
    return isWanted;
  }

  private void settle(RoutingDocument document) {
    checking.begin(document).forEach(atWork::put);
    if (inForce.generation() != document.generation() && attempts.canServe(document)) {
      inForce.switchTo(document);
    }
    inForce.publishAgain();
    if (attempts.isSettled(document)) {
      lastWord.say(document);
    }
    dropUnnamed();
  }

  private synchronized void checked(
      Attempt attempt, Attempt.State.Checking checked, Optional<String> objection) {
    atWork.remove(attempt);
    var document = newest;
    if (document != null && attempts.holds(attempt)) {
      attempt.ended(checked.ended(objection, document));
      settle(document);
    }
  }

  private void dropUnnamed() {
    attempts.keepOnly(named(), bench.journal()::forget).forEach(this::drop);
  }

  private void drop(Attempt attempt) {
    attempt.unwanted();
    attempt.up().ifPresent(this::retire);
    var working = atWork.get(attempt);
    if (working != null) {
      working.interrupt();
    }
  }

  private void retire(LoadedVersion version) {
    Retirement.begin(bench.retiring(), version, newest == null ? "" : newest.traceparent());
  }
}

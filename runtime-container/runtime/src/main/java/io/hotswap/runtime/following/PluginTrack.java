package io.hotswap.runtime.following;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.Supervision.AcceptanceCase;
import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.routing.PluginRouting;
import io.hotswap.telemetry.LogContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Attempts attempts = new Attempts();
  private final Map<Attempt, Thread> atWork = new HashMap<>();
  private @Nullable RoutingDocument newest;
  private @Nullable RoutingDocument serving;
  private Map<String, LoadedVersion> published = Map.of();
  private @Nullable Acknowledgement said;

  PluginTrack(Bench bench) {
    this.bench = bench;
  }

  synchronized long generation() {
    return newest == null ? 0 : newest.generation();
  }

  private long servingGeneration() {
    return serving == null ? 0 : serving.generation();
  }

  synchronized void accept(RoutingDocument document) {
    if (document.generation() <= generation()) {
      return;
    }
    newest = document;
    bench.switchboard().expect(document.pluginId());
    for (var routed : Attempts.loadedUnder(document)) {
      var known = attempts.find(routed);
      known.ifPresent(Attempt::reconsider);
      if (known.isEmpty() || known.get().hasFailed()) {
        bringUp(document, routed);
      }
    }
    settle(document);
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

  /// Whether the newest document has been dealt with.
  synchronized boolean isSettled() {
    return newest == null || attempts.isSettled(newest);
  }

  /// The plugin's name, when its document in force sets a node aside.
  synchronized Optional<String> settingAside(String nodeId) {
    return Optional.ofNullable(serving)
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
                    it, servingGeneration(), attempts.states(it), attempts.problem(it)));
  }

  private void bringUp(RoutingDocument document, RoutedVersion routed) {
    var attempt = new Attempt();
    var ref = PluginRef.of(document, routed);
    attempts.put(routed, attempt);
    var thread =
        Thread.ofPlatform()
            .name("bring-up-" + ref.label())
            .daemon()
            .unstarted(() -> load(ref, attempt));
    atWork.put(attempt, thread);
    thread.start();
  }

  private void load(PluginRef ref, Attempt attempt) {
    try (var _ = LogContext.with(ref.logFields())) {
      var version = bench.loading().load(ref, attempt::wanted);
      LOG.info("{} is up", ref.label());
      ended(attempt, new Attempt.State.Ready(version, List.of()));
    } catch (LoadFailure failure) {
      ended(attempt, failed(ref, attempt, failure));
    } catch (InterruptedException e) {
      ended(attempt, failed(ref.label() + ": nobody wants it any more", true));
    } catch (RuntimeException | Error e) {
      LOG.error("{} cannot be brought up", ref.label(), e);
      ended(attempt, failed(ref.label() + " cannot be brought up: " + e, false));
    }
  }

  private Attempt.State failed(PluginRef ref, Attempt attempt, LoadFailure failure) {
    if (attempt.wanted()) {
      bench.metrics().failedToLoad(ref.pluginName());
      LOG.warn("{}", failure.sentence(), failure);
    } else {
      LOG.info("{} is given up: a newer document does not name it", ref.label());
    }
    return failed(failure.sentence(), failure.isPassing());
  }

  private Attempt.State failed(String sentence, boolean passing) {
    return new Attempt.State.Failed(sentence, passing, bench.clock().instant().plus(bench.retry()));
  }

  private synchronized void ended(Attempt attempt, Attempt.State end) {
    attempt.ended(end);
    atWork.remove(attempt);
    if (!attempts.holds(attempt)) {
      attempt.up().ifPresent(this::retire);
    } else if (newest != null) {
      settle(newest);
    }
  }

  private void settle(RoutingDocument document) {
    check(document);
    if (servingGeneration() != document.generation() && attempts.canServe(document)) {
      switchTo(document);
    }
    publishAgain();
    if (isSettled()) {
      acknowledge(document);
    }
    dropUnnamed();
  }

  private void check(RoutingDocument document) {
    for (var routed : Attempts.loadedUnder(document)) {
      var attempt = attempts.of(routed);
      var cases = attempt.unpassed(document.mustPass(routed.version()));
      if (!cases.isEmpty()) {
        attempt.ready().ifPresent(version -> check(attempt, version, document, cases));
      }
    }
  }

  private void check(
      Attempt attempt,
      LoadedVersion version,
      RoutingDocument document,
      List<AcceptanceCase> cases) {
    attempt.ended(new Attempt.State.Checking(version, cases));
    atWork.put(
        attempt,
        bench
            .accepting()
            .begin(
                version,
                document,
                cases,
                objection -> checked(attempt, version, cases, objection)));
  }

  private synchronized void checked(
      Attempt attempt,
      LoadedVersion version,
      List<AcceptanceCase> cases,
      Optional<String> objection) {
    atWork.remove(attempt);
    var document = newest;
    if (document == null || !attempts.holds(attempt)) {
      return;
    }
    boolean stillAsked = document.mustPass(version.version()).equals(cases);
    attempt.ended(
        objection
            .filter(it -> stillAsked)
            .<Attempt.State>map(it -> new Attempt.State.Refused(version, it))
            .orElseGet(
                () -> new Attempt.State.Ready(version, objection.isEmpty() ? cases : List.of())));
    settle(document);
  }

  private void switchTo(RoutingDocument document) {
    try {
      var callable = attempts.callable(document);
      bench.switchTo(document, callable);
      serving = document;
      published = callable;
    } catch (Exception e) {
      throw new IllegalStateException("Switching " + document.pluginName() + " failed", e);
    }
  }

  // A staged version may become ready, or be refused, while its document is in force: a preview
  // has to find it, or find it gone.
  private void publishAgain() {
    var inForce = serving;
    if (inForce != null && !attempts.callable(inForce).equals(published)) {
      published = attempts.callable(inForce);
      bench.switchboard().publish(PluginRouting.of(inForce, published));
    }
  }

  private void acknowledge(RoutingDocument document) {
    var next =
        new Acknowledgement(
            document.environment(),
            document.pluginId(),
            bench.node().id(),
            bench.node().incarnation(),
            document.generation(),
            servingGeneration(),
            attempts.verdicts(document),
            attempts.problem(document),
            bench.clock().instant());
    if (!sameWord(next)) {
      said = next;
      bench.acknowledging().say(next);
    }
  }

  private boolean sameWord(Acknowledgement next) {
    var last = said;
    return last != null
        && last.generation() == next.generation()
        && last.serving() == next.serving()
        && last.versions().equals(next.versions());
  }

  private void dropUnnamed() {
    var named = Stream.of(newest, serving).flatMap(Stream::ofNullable).toList();
    attempts.keepOnly(named).forEach(this::drop);
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

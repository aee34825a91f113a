package io.hotswap.runtime.following;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.telemetry.LogContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows one plugin's documents: brings up what the newest names, switches to it as soon as all
/// that serve are ready, and takes away what neither it nor the document in use names.
///
/// Nothing here waits: each version comes up on a thread of its own and reports back, so a newer
/// document (a rollback, say) never stands behind an older one's slow version.
final class PluginTrack {
  private static final Logger LOG = LoggerFactory.getLogger(PluginTrack.class);

  private final Bench bench;
  private final Map<Attempt.Key, Attempt> attempts = new HashMap<>();
  private final Map<Attempt, Thread> atWork = new HashMap<>();
  private @Nullable RoutingDocument newest;
  private @Nullable RoutingDocument serving;
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
    for (var routed : loadedUnder(document)) {
      var known = attempts.get(Attempt.Key.of(routed));
      if (known == null || known.hasFailed()) {
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
    for (var routed : loadedUnder(document)) {
      var attempt = attempts.get(Attempt.Key.of(routed));
      if (attempt != null && attempt.isToTryAgain(now)) {
        bringUp(document, routed);
      }
    }
  }

  /// Whether the newest document has been dealt with.
  synchronized boolean isSettled() {
    return newest == null
        || loadedUnder(newest).stream().allMatch(it -> attempt(it).said().isPresent());
  }

  synchronized List<LoadedVersion> ready() {
    return attempts.values().stream().map(Attempt::ready).flatMap(Optional::stream).toList();
  }

  synchronized Optional<PluginStatus> status() {
    return Optional.ofNullable(newest)
        .map(it -> PluginStatus.of(it, servingGeneration(), states(it), problem(it)));
  }

  private void bringUp(RoutingDocument document, RoutedVersion routed) {
    var attempt = new Attempt();
    var ref = PluginRef.of(document, routed);
    attempts.put(Attempt.Key.of(routed), attempt);
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
      LOG.info("{} is ready", ref.label());
      ended(attempt, new Attempt.State.Ready(version));
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
    if (!attempts.containsValue(attempt)) {
      attempt.ready().ifPresent(this::retire);
    } else if (newest != null) {
      settle(newest);
    }
  }

  private void settle(RoutingDocument document) {
    if (servingGeneration() != document.generation()
        && readyUnder(document).keySet().containsAll(document.serving())) {
      switchTo(document);
    }
    if (isSettled()) {
      acknowledge(document);
    }
    dropUnnamed();
  }

  private void switchTo(RoutingDocument document) {
    try {
      bench.switchTo(document, readyUnder(document));
      serving = document;
    } catch (Exception e) {
      throw new IllegalStateException("Switching " + document.pluginName() + " failed", e);
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
            verdicts(document),
            problem(document),
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
    Set<Attempt.Key> named = new HashSet<>();
    for (var document : new @Nullable RoutingDocument[] {newest, serving}) {
      if (document != null) {
        loadedUnder(document).forEach(it -> named.add(Attempt.Key.of(it)));
      }
    }
    for (var key : List.copyOf(attempts.keySet())) {
      if (!named.contains(key)) {
        drop(attempts.remove(key));
      }
    }
  }

  private void drop(@Nullable Attempt attempt) {
    if (attempt == null) {
      return;
    }
    attempt.unwanted();
    attempt.ready().ifPresent(this::retire);
    var working = atWork.get(attempt);
    if (working != null) {
      working.interrupt();
    }
  }

  private void retire(LoadedVersion version) {
    Retirement.begin(bench.retiring(), version, newest == null ? "" : newest.traceparent());
  }

  private Map<String, LoadedVersion> readyUnder(RoutingDocument document) {
    Map<String, LoadedVersion> ready = new HashMap<>();
    for (var routed : loadedUnder(document)) {
      attempt(routed).ready().ifPresent(version -> ready.put(routed.version(), version));
    }
    return ready;
  }

  private Map<String, VersionState> verdicts(RoutingDocument document) {
    Map<String, VersionState> verdicts = new TreeMap<>();
    for (var routed : loadedUnder(document)) {
      attempt(routed).said().ifPresent(state -> verdicts.put(routed.version(), state));
    }
    return verdicts;
  }

  private Map<String, String> states(RoutingDocument document) {
    Map<String, String> states = new TreeMap<>();
    for (var routed : loadedUnder(document)) {
      states.put(routed.version(), attempt(routed).said().map(Enum::name).orElse("Loading"));
    }
    return states;
  }

  private Optional<String> problem(RoutingDocument document) {
    return loadedUnder(document).stream()
        .map(it -> attempt(it).problem())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Attempt attempt(RoutedVersion routed) {
    var attempt = attempts.get(Attempt.Key.of(routed));
    if (attempt == null) {
      throw new IllegalStateException("Named and not attempted: " + routed);
    }
    return attempt;
  }

  private static List<RoutedVersion> loadedUnder(RoutingDocument document) {
    return document.loaded().stream()
        .sorted()
        .map(document.versions()::get)
        .map(Objects::requireNonNull)
        .toList();
  }
}

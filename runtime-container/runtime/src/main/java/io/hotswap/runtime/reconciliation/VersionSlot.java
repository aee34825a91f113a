package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.ColdStarts.ColdStart;
import io.hotswap.runtime.loading.LoadedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A version that a routing document names, and its state on this node.
final class VersionSlot {
  /// A release is identified by its bytes too: registered again under the same number, a version is
  /// another.
  record Key(String release, Digest content) {
    static Key of(RoutedVersion routed) {
      return new Key(routed.release(), routed.content());
    }
  }

  sealed interface State {
    record Loading() implements State {}

    /// @param passed acceptance cases that it has passed already
    record Ready(LoadedVersion version, List<AcceptanceCase> passed) implements State {}

    /// Loaded and started; Ready when it has passed its acceptance cases.
    record Checking(LoadedVersion version, List<AcceptanceCase> cases) implements State {
      /// The state after the check. An objection counts only if the document still asks for the
      /// same cases.
      ///
      /// @param document the newest by now
      State outcome(Optional<String> objection, RoutingDocument document) {
        boolean stillAsked = document.mustPass(version.release()).equals(cases);
        return objection
            .filter(it -> stillAsked)
            .<State>map(it -> new Refused(version, it))
            .orElseGet(() -> new Ready(version, objection.isEmpty() ? cases : List.of()));
      }
    }

    /// Failed its acceptance cases. It stays loaded: calls that are routed to it still get it.
    record Refused(LoadedVersion version, String sentence) implements State {}

    /// Not loaded until it is called: it was evicted, or was left cold at the start.
    ///
    /// @param problem why the last attempt failed
    /// @param next earliest time of the next attempt
    record Cold(Optional<String> problem, Instant next) implements State {}

    /// Loading because it was called while it was cold; calls wait for it.
    record ColdStarting() implements State {}

    /// @param retryable whether to try again at `next` while the version is wanted
    record Failed(String sentence, boolean retryable, Instant next) implements State {}
  }

  private volatile State state;
  private volatile boolean wanted = true;
  private volatile @Nullable CompletableFuture<ColdStart> waiting;

  private VersionSlot(State state) {
    this.state = state;
  }

  static VersionSlot loading() {
    return new VersionSlot(new State.Loading());
  }

  static VersionSlot cold() {
    return new VersionSlot(new State.Cold(Optional.empty(), Instant.MIN));
  }

  State state() {
    return state;
  }

  void setState(State end) {
    state = end;
  }

  boolean wanted() {
    return wanted;
  }

  void abandon() {
    wanted = false;
  }

  /// It is being loaded for the calls that wait for it.
  void markColdStarting() {
    state = new State.ColdStarting();
  }

  /// It is being loaded again, after a failure or an eviction, for a document that needs it ready.
  void markLoading() {
    state = new State.Loading();
  }

  boolean isCold() {
    return state instanceof State.Cold;
  }

  /// Whether it is loaded or loading.
  boolean occupiesMemory() {
    return !isCold() && !hasFailed();
  }

  /// Whether calls may be routed to it although it is not loaded.
  boolean isColdOrStarting() {
    return isCold() || state instanceof State.ColdStarting;
  }

  /// Completed for the calls that wait, when the load has ended.
  CompletableFuture<ColdStart> await() {
    var known = waiting;
    if (known == null) {
      known = new CompletableFuture<>();
      waiting = known;
    }
    return known;
  }

  boolean isAwaited() {
    return waiting != null;
  }

  /// Completes the calls that wait. Not under the reconciler's lock: they continue on this thread.
  void completeWaiting(ColdStart result) {
    var waiters = waiting;
    if (waiters != null) {
      waiters.complete(result);
      waiting = null;
    }
  }

  Optional<LoadedVersion> ready() {
    return state instanceof State.Ready(var version, var passed)
        ? Optional.of(version)
        : Optional.empty();
  }

  /// The version if it is loaded and started, whether or not it has passed its cases.
  Optional<LoadedVersion> up() {
    return switch (state) {
      case State.Ready(var version, var passed) -> Optional.of(version);
      case State.Checking(var version, var cases) -> Optional.of(version);
      case State.Refused(var version, var sentence) -> Optional.of(version);
      case State.Loading() -> Optional.empty();
      case State.ColdStarting() -> Optional.empty();
      case State.Cold(var problem, var next) -> Optional.empty();
      case State.Failed(var sentence, var passing, var next) -> Optional.empty();
    };
  }

  /// The given cases, if the version is Ready and has not passed them all; else none.
  List<AcceptanceCase> pendingCases(List<AcceptanceCase> cases) {
    return state instanceof State.Ready(var version, var passed) && !passed.containsAll(cases)
        ? cases
        : List.of();
  }

  /// Makes a refused version Ready again, to be checked anew for a newer document.
  void reconsider() {
    if (state instanceof State.Refused(var version, var sentence)) {
      state = new State.Ready(version, List.of());
    }
  }

  /// What to acknowledge; empty while it is loading or being checked. A cold version counts as
  /// Ready.
  Optional<VersionState> acknowledgedState() {
    return switch (state) {
      case State.Loading() -> Optional.empty();
      case State.Checking(var version, var cases) -> Optional.empty();
      case State.Ready(var version, var passed) -> Optional.of(VersionState.Ready);
      case State.Cold(var problem, var next) -> Optional.of(VersionState.Ready);
      case State.ColdStarting() -> Optional.of(VersionState.Ready);
      case State.Refused(var version, var sentence) -> Optional.of(VersionState.Failed);
      case State.Failed(var sentence, var passing, var next) -> Optional.of(VersionState.Failed);
    };
  }

  /// The state for operators, as `/status` shows it.
  String label() {
    return switch (state) {
      case State.Cold(var problem, var next) -> "Cold";
      case State.ColdStarting() -> "Loading";
      default -> acknowledgedState().map(Enum::name).orElse("Loading");
    };
  }

  Optional<String> problem() {
    return switch (state) {
      case State.Cold(var problem, var next) -> problem;
      case State.Refused(var version, var sentence) -> Optional.of(sentence);
      case State.Failed(var sentence, var passing, var next) -> Optional.of(sentence);
      default -> Optional.empty();
    };
  }

  boolean isRetryDue(Instant now) {
    return state instanceof State.Failed(var sentence, var passing, var next)
        && passing
        && !now.isBefore(next);
  }

  boolean hasFailed() {
    return state instanceof State.Failed;
  }
}

package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.ColdStarts.Woken;
import io.hotswap.runtime.loading.LoadedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One version on its way up, and how that ended.
final class VersionSlot {
  /// A version is its bytes: registered anew under the same number, it is another.
  record Key(String version, Digest digest) {
    static Key of(RoutedVersion routed) {
      return new Key(routed.version(), routed.digest());
    }
  }

  sealed interface State {
    record Loading() implements State {}

    /// @param passed acceptance cases that it need not pass again
    record Ready(LoadedVersion version, List<AcceptanceCase> passed) implements State {}

    /// Up, and not Ready before it has passed its cases.
    record Checking(LoadedVersion version, List<AcceptanceCase> cases) implements State {
      /// An objection to what the document asks for no more is none.
      ///
      /// @param document the newest by now
      State ended(Optional<String> objection, RoutingDocument document) {
        boolean stillAsked = document.mustPass(version.version()).equals(cases);
        return objection
            .filter(it -> stillAsked)
            .<State>map(it -> new Refused(version, it))
            .orElseGet(() -> new Ready(version, objection.isEmpty() ? cases : List.of()));
      }
    }

    /// Up all the same: whoever is routed to it still gets it.
    record Refused(LoadedVersion version, String sentence) implements State {}

    /// Was up, or is proved elsewhere, and is brought up when it is called.
    ///
    /// @param problem why the last try failed
    /// @param next not before
    record Cold(Optional<String> problem, Instant next) implements State {}

    /// Called while it was cold: calls wait for it.
    record Waking() implements State {}

    /// @param passing whether to try again at `next` while the version is wanted
    record Failed(String sentence, boolean passing, Instant next) implements State {}
  }

  private volatile State state;
  private volatile boolean wanted = true;
  private volatile @Nullable CompletableFuture<Woken> waiting;

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

  void ended(State end) {
    state = end;
  }

  boolean wanted() {
    return wanted;
  }

  void unwanted() {
    wanted = false;
  }

  /// From here on it is loaded for the calls that wait for it.
  void waking() {
    state = new State.Waking();
  }

  /// Takes the place of what failed or was evicted, for a document that wants it proved.
  void provedAnew() {
    state = new State.Loading();
  }

  boolean isCold() {
    return state instanceof State.Cold;
  }

  /// Whether it is loaded or on its way.
  boolean takesRoom() {
    return !isCold() && !hasFailed();
  }

  /// Whether calls may be routed to it although it is not loaded.
  boolean isToBeWoken() {
    return isCold() || state instanceof State.Waking;
  }

  /// What tells the calls that wait for it how that ended.
  CompletableFuture<Woken> await() {
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

  /// Tells those who wait; without the track's lock, for they go on on this thread.
  void tellWaiting(Woken how) {
    var told = waiting;
    if (told != null) {
      told.complete(how);
      waiting = null;
    }
  }

  Optional<LoadedVersion> ready() {
    return state instanceof State.Ready(var version, var passed)
        ? Optional.of(version)
        : Optional.empty();
  }

  /// What is loaded and started, whether or not it has passed its cases.
  Optional<LoadedVersion> up() {
    return switch (state) {
      case State.Ready(var version, var passed) -> Optional.of(version);
      case State.Checking(var version, var cases) -> Optional.of(version);
      case State.Refused(var version, var sentence) -> Optional.of(version);
      case State.Loading() -> Optional.empty();
      case State.Waking() -> Optional.empty();
      case State.Cold(var problem, var next) -> Optional.empty();
      case State.Failed(var sentence, var passing, var next) -> Optional.empty();
    };
  }

  /// The cases, when a version that is Ready has not passed them all.
  List<AcceptanceCase> unpassed(List<AcceptanceCase> cases) {
    return state instanceof State.Ready(var version, var passed) && !passed.containsAll(cases)
        ? cases
        : List.of();
  }

  /// Gives a refused version another chance, as a newer document does.
  void reconsider() {
    if (state instanceof State.Refused(var version, var sentence)) {
      state = new State.Ready(version, List.of());
    }
  }

  /// What to acknowledge; nothing yet while it is loading or checked. What is cold was proved.
  Optional<VersionState> said() {
    return switch (state) {
      case State.Loading() -> Optional.empty();
      case State.Checking(var version, var cases) -> Optional.empty();
      case State.Ready(var version, var passed) -> Optional.of(VersionState.Ready);
      case State.Cold(var problem, var next) -> Optional.of(VersionState.Ready);
      case State.Waking() -> Optional.of(VersionState.Ready);
      case State.Refused(var version, var sentence) -> Optional.of(VersionState.Failed);
      case State.Failed(var sentence, var passing, var next) -> Optional.of(VersionState.Failed);
    };
  }

  /// For people.
  String label() {
    return switch (state) {
      case State.Cold(var problem, var next) -> "Cold";
      case State.Waking() -> "Loading";
      default -> said().map(Enum::name).orElse("Loading");
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

  boolean isToTryAgain(Instant now) {
    return state instanceof State.Failed(var sentence, var passing, var next)
        && passing
        && !now.isBefore(next);
  }

  boolean hasFailed() {
    return state instanceof State.Failed;
  }
}

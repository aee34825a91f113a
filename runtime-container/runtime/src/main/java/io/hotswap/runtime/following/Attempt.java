package io.hotswap.runtime.following;

import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.plugin.Digest;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.Supervision.AcceptanceCase;
import io.hotswap.runtime.loading.LoadedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One version on its way up, and how that ended.
final class Attempt {
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
    record Checking(LoadedVersion version, List<AcceptanceCase> cases) implements State {}

    /// Up all the same: whoever is routed to it still gets it.
    record Refused(LoadedVersion version, String sentence) implements State {}

    /// @param passing whether to try again at `next` while the version is wanted
    record Failed(String sentence, boolean passing, Instant next) implements State {}
  }

  private volatile State state = new State.Loading();
  private volatile boolean wanted = true;

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

  /// What to acknowledge; nothing yet while it is loading or checked.
  Optional<VersionState> said() {
    return switch (state) {
      case State.Loading() -> Optional.empty();
      case State.Checking(var version, var cases) -> Optional.empty();
      case State.Ready(var version, var passed) -> Optional.of(VersionState.Ready);
      case State.Refused(var version, var sentence) -> Optional.of(VersionState.Failed);
      case State.Failed(var sentence, var passing, var next) -> Optional.of(VersionState.Failed);
    };
  }

  Optional<String> problem() {
    return switch (state) {
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

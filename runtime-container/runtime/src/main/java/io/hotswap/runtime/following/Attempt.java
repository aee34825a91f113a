package io.hotswap.runtime.following;

import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.plugin.Digest;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.loading.LoadedVersion;
import java.time.Instant;
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

    record Ready(LoadedVersion version) implements State {}

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
    return state instanceof State.Ready(var version) ? Optional.of(version) : Optional.empty();
  }

  /// What to acknowledge; nothing yet while it is loading.
  Optional<VersionState> said() {
    return switch (state) {
      case State.Loading() -> Optional.empty();
      case State.Ready(var version) -> Optional.of(VersionState.Ready);
      case State.Failed(var sentence, var passing, var next) -> Optional.of(VersionState.Failed);
    };
  }

  Optional<String> problem() {
    return state instanceof State.Failed(var sentence, var passing, var next)
        ? Optional.of(sentence)
        : Optional.empty();
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

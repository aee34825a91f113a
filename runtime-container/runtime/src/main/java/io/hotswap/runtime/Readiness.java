package io.hotswap.runtime;

import io.hotswap.runtime.following.RoutingFollower;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.supervision.Supervisor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Why balancers should send no calls here; empty when they should.
final class Readiness implements Supplier<Optional<String>> {
  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  private final RoutingFollower following;
  private final Supervisor supervisor;
  private final BooleanSupplier leaving;
  private final BytesInFlight inFlight;

  /// @param leaving whether this process will end, for whatever reason
  Readiness(
      RoutingFollower following,
      Supervisor supervisor,
      BooleanSupplier leaving,
      BytesInFlight inFlight) {
    this.following = following;
    this.supervisor = supervisor;
    this.leaving = leaving;
    this.inFlight = inFlight;
  }

  @Override
  public Optional<String> get() {
    if (leaving.getAsBoolean()) {
      return Optional.of("this process ends");
    }
    var trouble = supervisor.trouble();
    if (trouble.isPresent()) {
      return trouble;
    }
    if (!following.isReady()) {
      return Optional.of("starting");
    }
    if (inFlight.fullFor().filter(it -> it.compareTo(A_MOMENT) > 0).isPresent()) {
      return Optional.of("no room for the bodies of calls");
    }
    // That a plugin is sick here takes no call of another away: its own are given to other nodes.
    return Optional.empty();
  }
}

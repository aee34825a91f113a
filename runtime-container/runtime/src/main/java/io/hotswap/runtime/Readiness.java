package io.hotswap.runtime;

import io.hotswap.runtime.following.RoutingFollower;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.supervision.Supervisor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The reason why balancers should send no calls to this node; empty when it is ready.
final class Readiness implements Supplier<Optional<String>> {
  private static final Duration FULL_TOLERATED = Duration.ofSeconds(5);

  private final RoutingFollower routingFollower;
  private final Supervisor supervisor;
  private final BooleanSupplier leaving;
  private final BytesInFlight inFlight;

  /// @param leaving whether this process is about to end
  Readiness(
      RoutingFollower routingFollower,
      Supervisor supervisor,
      BooleanSupplier leaving,
      BytesInFlight inFlight) {
    this.routingFollower = routingFollower;
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
    if (!routingFollower.isReady()) {
      return Optional.of("starting");
    }
    if (inFlight.fullFor().filter(it -> it.compareTo(FULL_TOLERATED) > 0).isPresent()) {
      return Optional.of("no room for the bodies of calls");
    }
    // An unhealthy plugin does not make the node unready: only its calls go to other nodes.
    return Optional.empty();
  }
}

package io.hotswap.runtime.http;

import io.hotswap.runtime.following.RoutingFollower;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.supervision.Supervisor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Whether balancers should send calls to this node.
public final class Readiness {
  private static final Duration FULL_TOLERATED = Duration.ofSeconds(5);

  private final RoutingFollower routingFollower;
  private final Supervisor supervisor;
  private final BooleanSupplier leaving;
  private final BytesInFlight inFlight;

  /// @param leaving whether this process is about to end
  public Readiness(
      RoutingFollower routingFollower,
      Supervisor supervisor,
      BooleanSupplier leaving,
      BytesInFlight inFlight) {
    this.routingFollower = routingFollower;
    this.supervisor = supervisor;
    this.leaving = leaving;
    this.inFlight = inFlight;
  }

  /// Whether it was ready once.
  boolean hasStarted() {
    return routingFollower.isReady();
  }

  /// Why this process has to be replaced; empty when it is fine.
  Optional<String> beyondHelp() {
    return supervisor.givenUp();
  }

  /// Why balancers should send no calls here; empty when they should.
  Optional<String> unready() {
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

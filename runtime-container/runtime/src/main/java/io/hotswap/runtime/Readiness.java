package io.hotswap.runtime;

import io.hotswap.runtime.following.FollowingRouting;
import io.hotswap.runtime.memory.BytesInFlight;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Why balancers should send no calls here; empty when they should.
final class Readiness implements Supplier<Optional<String>> {
  private final FollowingRouting following;
  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  private final BooleanSupplier leaving;
  private final BytesInFlight inFlight;

  /// @param leaving whether this process will end, for whatever reason
  Readiness(FollowingRouting following, BooleanSupplier leaving, BytesInFlight inFlight) {
    this.following = following;
    this.leaving = leaving;
    this.inFlight = inFlight;
  }

  @Override
  public Optional<String> get() {
    if (leaving.getAsBoolean()) {
      return Optional.of("this process ends");
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

package io.hotswap.runtime;

import io.hotswap.runtime.following.FollowingRouting;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Why balancers should send no calls here; empty when they should.
final class Readiness implements Supplier<Optional<String>> {
  private final FollowingRouting following;
  private final BooleanSupplier leaving;

  /// @param leaving whether this process will end, for whatever reason
  Readiness(FollowingRouting following, BooleanSupplier leaving) {
    this.following = following;
    this.leaving = leaving;
  }

  @Override
  public Optional<String> get() {
    if (leaving.getAsBoolean()) {
      return Optional.of("this process ends");
    }
    if (!following.isReady()) {
      return Optional.of("starting");
    }
    // That a plugin is sick here takes no call of another away: its own are given to other nodes.
    return Optional.empty();
  }
}

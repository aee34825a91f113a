package io.hotswap.runtime;

import java.util.function.BooleanSupplier;

/// Whether balancers should send calls here.
final class Readiness implements BooleanSupplier {
  private final BooleanSupplier settled;
  private volatile boolean withdrawn;

  Readiness(BooleanSupplier settled) {
    this.settled = settled;
  }

  /// For good: this process will not take calls again.
  void withdraw() {
    withdrawn = true;
  }

  @Override
  public boolean getAsBoolean() {
    return !withdrawn && settled.getAsBoolean();
  }
}

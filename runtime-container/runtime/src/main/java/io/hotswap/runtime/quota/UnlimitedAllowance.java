package io.hotswap.runtime.quota;

import org.jspecify.annotations.Nullable;

/// A tenant that has no quota.
enum UnlimitedAllowance implements Allowance {
  UNLIMITED;

  @Override
  public @Nullable Exhausted enter(int tick, int bytes) {
    return null;
  }

  @Override
  public @Nullable RateLimit rateLimit(int tick) {
    return null;
  }

  @Override
  public void leave(int bytes) {
    // Nothing was counted.
  }

  @Override
  public boolean countsBytes() {
    return false;
  }
}

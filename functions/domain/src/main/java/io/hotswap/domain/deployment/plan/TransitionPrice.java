package io.hotswap.domain.deployment.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Price of state transitions: Standard workflows, us-east-1.
public final class TransitionPrice {
  private static final BigDecimal USD_PER_TRANSITION = new BigDecimal("0.000025");

  private TransitionPrice() {}

  /// In USD, to a hundredth of a cent.
  public static BigDecimal ofTransitions(int transitions) {
    return USD_PER_TRANSITION
        .multiply(BigDecimal.valueOf(transitions))
        .setScale(4, RoundingMode.HALF_UP);
  }
}

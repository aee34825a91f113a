package io.hotswap.domain.deployment.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What a stage pays for state transitions.
public interface TransitionPrices {
  /// In USD, of one transition.
  BigDecimal perTransition();

  /// In USD, to a hundredth of a cent.
  default BigDecimal of(int transitions) {
    return perTransition()
        .multiply(BigDecimal.valueOf(transitions))
        .setScale(4, RoundingMode.HALF_UP);
  }
}

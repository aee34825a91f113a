package io.hotswap.persistence.workflow;

import io.hotswap.domain.deployment.plan.TransitionPrices;
import java.math.BigDecimal;

/// What AWS charges, in USD: the list prices of us-east-1 as of 2026-11-24. Other regions and
/// contracts differ; a plan's price is an order of magnitude.
///
/// | What | Price |
/// |---|---|
/// | one state transition of a Standard workflow | 0.000025 |
public final class ListPrices implements TransitionPrices {
  private static final BigDecimal STANDARD_TRANSITION = new BigDecimal("0.000025");

  @Override
  public BigDecimal perTransition() {
    return STANDARD_TRANSITION;
  }
}

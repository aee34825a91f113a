package io.hotswap.domain.deployment.strategy;

import java.time.Duration;
import java.util.Objects;

/// @param warmupPeriod how long green is ready beside blue before the switch
/// @param switchoverPeriod over which a linear switch moves the tenants, a tenth at a time
/// @param keepPreviousEnvironment whether blue stays loaded after the switch
/// @param acceptance calls that green must answer as expected before it is Ready
public record BlueGreen(
    Duration warmupPeriod,
    Switchover switchoverType,
    Duration switchoverPeriod,
    boolean keepPreviousEnvironment,
    AcceptanceSuite acceptance,
    long minimumCalls)
    implements Strategy {
  public BlueGreen {
    // Absent in deployments stored by an older release.
    acceptance = Objects.requireNonNullElse(acceptance, AcceptanceSuite.NONE);
  }

  @Override
  public StrategyName name() {
    return StrategyName.BlueGreen;
  }
}

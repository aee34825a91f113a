package io.hotswap.domain.deployment;

import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.CallStatsContract;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.HealthReportsContract;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.TenantSamplesContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

class ObservedTest {
  private final Observed observed = new Observed(InstantSource.system());

  @Nested
  class OfCalls extends CallStatsContract {
    @Override
    protected CallStats stats() {
      return observed;
    }
  }

  @Nested
  class OfHealth extends HealthReportsContract {
    @Override
    protected HealthReports reports() {
      return observed;
    }
  }

  @Nested
  class OfTenants extends TenantSamplesContract {
    @Override
    protected TenantSamples samples() {
      return observed;
    }
  }
}

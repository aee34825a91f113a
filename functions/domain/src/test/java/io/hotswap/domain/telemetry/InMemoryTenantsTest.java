package io.hotswap.domain.telemetry;

import java.time.Instant;

class InMemoryTenantsTest extends TenantsContract {
  private Instant now = Instant.EPOCH;
  private final Tenants tenants = new InMemoryTenants(() -> now);

  @Override
  protected Tenants tenants(Instant time) {
    now = time;
    return tenants;
  }
}

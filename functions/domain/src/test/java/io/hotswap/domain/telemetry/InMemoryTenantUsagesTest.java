package io.hotswap.domain.telemetry;

class InMemoryTenantUsagesTest extends TenantUsagesContract {
  private final TenantUsages inMemory = new InMemoryTenantUsages();

  @Override
  protected TenantUsages usages() {
    return inMemory;
  }
}

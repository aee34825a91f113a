package io.hotswap.domain.tenant.directory;

class InMemoryRegisteredTenantsTest extends RegisteredTenantsContract {
  private final InMemoryRegisteredTenants inMemory = new InMemoryRegisteredTenants();

  @Override
  protected RegisteredTenants tenants() {
    return inMemory;
  }
}

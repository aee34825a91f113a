package io.hotswap.domain.tenant.directory;

import io.hotswap.domain.tenant.erasure.Erasure;

class InMemoryRegisteredTenantsTest extends RegisteredTenantsContract {
  private final InMemoryRegisteredTenants inMemory = new InMemoryRegisteredTenants();

  @Override
  protected RegisteredTenants tenants() {
    return inMemory;
  }

  @Override
  protected void begin(Erasure erasure) {
    inMemory.erased.put(erasure.subject(), new OngoingErasure(erasure.id()));
  }
}

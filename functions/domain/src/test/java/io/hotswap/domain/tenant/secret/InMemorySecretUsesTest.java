package io.hotswap.domain.tenant.secret;

class InMemorySecretUsesTest extends SecretUsesContract {
  private final SecretUses inMemory = new InMemorySecretUses();

  @Override
  protected SecretUses uses() {
    return inMemory;
  }
}

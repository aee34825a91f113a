package io.hotswap.domain.tenant.erasure;

class InMemoryErasuresTest extends ErasuresContract {
  private final InMemoryErasures erasures = new InMemoryErasures();

  @Override
  protected Erasures erasures() {
    return erasures;
  }
}

package io.hotswap.domain.tenant.erasure;

class InMemoryErasureLedgerTest extends ErasureLedgerContract {
  private final InMemoryErasureLedger ledger = new InMemoryErasureLedger();

  @Override
  protected ErasureLedger ledger() {
    return ledger;
  }
}

package io.hotswap.domain.audit;

class InMemoryAuditEntriesTest extends AuditEntriesContract {
  private final InMemoryAuditEntries entries = new InMemoryAuditEntries();

  @Override
  protected AuditEntries entries() {
    return entries;
  }

  @Override
  protected void append(AuditRecord record) {
    entries.append(record);
  }
}

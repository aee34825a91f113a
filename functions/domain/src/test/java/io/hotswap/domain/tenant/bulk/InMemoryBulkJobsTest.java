package io.hotswap.domain.tenant.bulk;

class InMemoryBulkJobsTest extends BulkJobsContract {
  private final InMemoryBulkJobs inMemory = new InMemoryBulkJobs();

  @Override
  protected BulkJobs jobs() {
    return inMemory;
  }
}

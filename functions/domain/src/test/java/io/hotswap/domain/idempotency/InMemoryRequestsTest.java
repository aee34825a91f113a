package io.hotswap.domain.idempotency;

class InMemoryRequestsTest extends RequestsContract {
  private final Requests requests = new InMemoryRequests();

  @Override
  protected Requests requests() {
    return requests;
  }
}

package io.hotswap.domain.notification;

class InMemoryOutboxTest extends OutboxContract {
  private final Outbox outbox = new InMemoryOutbox();

  @Override
  protected Outbox outbox() {
    return outbox;
  }
}

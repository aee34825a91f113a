package io.hotswap.domain.fleet;

import io.hotswap.domain.notification.InMemoryOutbox;
import io.hotswap.domain.notification.Outbox;

class InMemoryNodeStatusesTest extends NodeStatusesContract {
  private final Outbox outbox = new InMemoryOutbox();
  private final NodeStatuses statuses = new InMemoryNodeStatuses(outbox);

  @Override
  protected NodeStatuses statuses() {
    return statuses;
  }

  @Override
  protected Outbox outbox() {
    return outbox;
  }
}

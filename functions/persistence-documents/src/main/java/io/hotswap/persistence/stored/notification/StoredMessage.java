package io.hotswap.persistence.stored.notification;

import io.hotswap.domain.notification.Message;
import java.time.Instant;
import java.util.UUID;

record StoredMessage(
    UUID id,
    Message.Kind kind,
    StoredAudience to,
    String subject,
    String text,
    String deploymentId,
    Instant createdAt) {
  static StoredMessage of(Message it) {
    return new StoredMessage(
        it.id(),
        it.kind(),
        StoredAudience.of(it.to()),
        it.subject(),
        it.text(),
        it.deploymentId(),
        it.createdAt());
  }

  Message toDomain() {
    return new Message(id, kind, to.toDomain(), subject, text, deploymentId, createdAt);
  }
}

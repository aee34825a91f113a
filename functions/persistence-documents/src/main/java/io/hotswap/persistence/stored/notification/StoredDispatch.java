package io.hotswap.persistence.stored.notification;

import io.hotswap.domain.notification.Dispatch;
import io.hotswap.serialization.MappedValues;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A message in the outbox.
public record StoredDispatch(
    StoredMessage message,
    Map<String, StoredDeliveryState> states,
    Instant dueAt,
    Optional<Instant> closedAt,
    long revision) {
  public static StoredDispatch of(Dispatch it) {
    return new StoredDispatch(
        StoredMessage.of(it.message()),
        MappedValues.of(it.states(), StoredDeliveryState::of),
        it.dueAt(),
        it.closedAt(),
        it.revision());
  }

  public Dispatch toDomain() {
    return new Dispatch(
        message.toDomain(),
        MappedValues.of(states, StoredDeliveryState::toDomain),
        dueAt,
        closedAt,
        revision);
  }
}

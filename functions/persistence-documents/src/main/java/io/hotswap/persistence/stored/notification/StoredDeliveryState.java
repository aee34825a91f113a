package io.hotswap.persistence.stored.notification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hotswap.domain.notification.DeliveryState;
import java.time.Instant;

/// A message's state on one channel; `state` is the discriminator.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StoredDeliveryState.Delivered.class, name = "Delivered"),
  @JsonSubTypes.Type(value = StoredDeliveryState.Retrying.class, name = "Retrying"),
  @JsonSubTypes.Type(value = StoredDeliveryState.GivenUp.class, name = "GivenUp")
})
sealed interface StoredDeliveryState {
  DeliveryState toDomain();

  static StoredDeliveryState of(DeliveryState value) {
    return switch (value) {
      case DeliveryState.Delivered it -> Delivered.of(it);
      case DeliveryState.Retrying it -> Retrying.of(it);
      case DeliveryState.GivenUp it -> GivenUp.of(it);
    };
  }

  record Delivered(Instant at) implements StoredDeliveryState {
    static Delivered of(DeliveryState.Delivered it) {
      return new Delivered(it.at());
    }

    @Override
    public DeliveryState.Delivered toDomain() {
      return new DeliveryState.Delivered(at);
    }
  }

  record Retrying(int attempts, Instant next, String why) implements StoredDeliveryState {
    static Retrying of(DeliveryState.Retrying it) {
      return new Retrying(it.attempts(), it.next(), it.why());
    }

    @Override
    public DeliveryState.Retrying toDomain() {
      return new DeliveryState.Retrying(attempts, next, why);
    }
  }

  record GivenUp(Instant at, int attempts, String why) implements StoredDeliveryState {
    static GivenUp of(DeliveryState.GivenUp it) {
      return new GivenUp(it.at(), it.attempts(), it.why());
    }

    @Override
    public DeliveryState.GivenUp toDomain() {
      return new DeliveryState.GivenUp(at, attempts, why);
    }
  }
}

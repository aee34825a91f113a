package io.hotswap.domain.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// A channel whose provider does what the test says, and remembers what it took.
final class Provider implements Channel {
  private final String name;
  final List<UUID> taken = Collections.synchronizedList(new ArrayList<>());
  int asked;

  /// What it does with a message that it took no notice of yet.
  Function<Message, Delivery> mood = this::takes;

  Provider(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized Delivery send(Message message) {
    asked++;
    return mood.apply(message);
  }

  Delivery takes(Message message) {
    taken.add(message.id());
    return new Delivery.Delivered();
  }

  Delivery takesWithoutSayingSo(Message message) {
    taken.add(message.id());
    return new Delivery.Postponed("no answer in time", Optional.empty());
  }

  Delivery down(Message message) {
    return new Delivery.Postponed("connection refused", Optional.empty());
  }

  Delivery busy(Duration after) {
    return new Delivery.Postponed("429", Optional.of(after));
  }

  Delivery rejects(Message message) {
    return new Delivery.Rejected("invalid_payload");
  }
}

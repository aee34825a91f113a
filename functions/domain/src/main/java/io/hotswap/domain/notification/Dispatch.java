package io.hotswap.domain.notification;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A message in the outbox with its delivery state on each channel.
///
/// @param states by channel name; absent for a channel that has not tried yet
/// @param dueAt when it is processed next; while a sender holds it, when its lease ends
/// @param closedAt when the last channel finished; empty while there is something to do
/// @param revision increases by one with every write
public record Dispatch(
    Message message,
    Map<String, DeliveryState> states,
    Instant dueAt,
    Optional<Instant> closedAt,
    long revision) {
  public Dispatch {
    states = Map.copyOf(states);
  }

  public static Dispatch of(Message message) {
    return new Dispatch(message, Map.of(), message.createdAt(), Optional.empty(), 1);
  }

  /// Whether some channel gave up.
  public boolean parked() {
    return states.values().stream().anyMatch(DeliveryState.GivenUp.class::isInstance);
  }

  boolean due(Instant now) {
    return closedAt.isEmpty() && !dueAt.isAfter(now);
  }

  /// Whether a channel has to make an attempt now.
  boolean isDueFor(String channel, Instant now) {
    return switch (states.get(channel)) {
      case null -> true;
      case DeliveryState.Retrying retrying -> !retrying.next().isAfter(now);
      case DeliveryState.Delivered delivered -> false;
      case DeliveryState.GivenUp givenUp -> false;
    };
  }

  int attempts(String channel) {
    return states.get(channel) instanceof DeliveryState.Retrying it ? it.attempts() : 0;
  }

  Dispatch heldUntil(Instant until) {
    return new Dispatch(message, states, until, closedAt, revision);
  }

  Dispatch with(String channel, DeliveryState state) {
    Map<String, DeliveryState> changed = new HashMap<>(states);
    changed.put(channel, state);
    return new Dispatch(message, changed, dueAt, closedAt, revision);
  }

  /// Due when the first of the channels is due, or closed when all have finished.
  Dispatch settled(Set<String> channels, Instant now) {
    return channels.stream()
        .map(it -> next(it, now))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .map(it -> new Dispatch(message, states, it, Optional.empty(), revision))
        .orElseGet(() -> new Dispatch(message, states, dueAt, Optional.of(now), revision));
  }

  private Optional<Instant> next(String channel, Instant now) {
    return switch (states.get(channel)) {
      case null -> Optional.of(now);
      case DeliveryState.Retrying retrying -> Optional.of(retrying.next());
      case DeliveryState.Delivered delivered -> Optional.empty();
      case DeliveryState.GivenUp givenUp -> Optional.empty();
    };
  }
}

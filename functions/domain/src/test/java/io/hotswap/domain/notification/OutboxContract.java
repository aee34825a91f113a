package io.hotswap.domain.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.notification.Message.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every implementation of [Outbox] does. */
public abstract class OutboxContract {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  /** Without any message; the same one during a test. */
  protected abstract Outbox outbox();

  @Test
  void a_message_is_found_once_however_often_it_is_put_or_asked_for() {
    var message = message(NOW);
    outbox().put(List.of(message));
    outbox().put(List.of(message));
    var ids = List.of(message.id(), UUID.randomUUID(), message.id());
    assertEquals(List.of(Dispatch.of(message)), outbox().find(ids));
  }

  @Test
  void a_known_message_is_left_as_it_is() {
    var message = message(NOW);
    outbox().put(List.of(message));
    var changed = write(Dispatch.of(message).heldUntil(NOW.plusSeconds(9))).orElseThrow();
    outbox().put(List.of(message));
    assertEquals(List.of(changed), outbox().find(List.of(message.id())));
  }

  @Test
  void what_is_due_comes_longest_due_first_and_no_more_than_asked_for() {
    var messages =
        Stream.of(30, 0, 20, 10).map(NOW::plusSeconds).map(OutboxContract::message).toList();
    outbox().put(messages);
    var due = outbox().due(NOW.plusSeconds(20), 2);
    assertEquals(
        List.of(messages.get(1), messages.get(3)), due.stream().map(Dispatch::message).toList());
    assertEquals(3, outbox().due(NOW.plusSeconds(20), 25).size());
    assertEquals(List.of(), outbox().due(NOW.minusSeconds(1), 25));
  }

  @Test
  void what_is_held_or_settled_is_not_due() {
    var held = message(NOW);
    var delivered = message(NOW);
    var givenUp = message(NOW);
    outbox().put(List.of(held, delivered, givenUp));
    write(Dispatch.of(held).heldUntil(NOW.plusSeconds(31)));
    settle(delivered, new DeliveryState.Delivered(NOW));
    settle(givenUp, new DeliveryState.GivenUp(NOW, 3, "no such address"));
    assertEquals(List.of(), outbox().due(NOW.plusSeconds(30), 25));
    assertEquals(1, outbox().due(NOW.plusSeconds(31), 25).size());
  }

  @Test
  void of_two_writers_the_first_one_succeeds() {
    var message = message(NOW);
    outbox().put(List.of(message));
    var first = write(Dispatch.of(message).heldUntil(NOW.plusSeconds(1))).orElseThrow();
    assertEquals(Optional.empty(), write(Dispatch.of(message).heldUntil(NOW.plusSeconds(2))));
    assertEquals(List.of(first), outbox().find(List.of(message.id())));
    assertEquals(2, first.revision());
  }

  @Test
  void a_message_that_is_gone_is_not_written() {
    assertEquals(Optional.empty(), write(Dispatch.of(message(NOW))));
  }

  private void settle(Message message, DeliveryState state) {
    write(Dispatch.of(message).with("email", state).settled(Set.of("email"), NOW));
  }

  private Optional<Dispatch> write(Dispatch dispatch) {
    return outbox().write(dispatch);
  }

  private static Message message(Instant at) {
    return new Message(
        UUID.randomUUID(),
        Kind.RolledBack,
        new Message.Audience.Operators(),
        "title",
        "text",
        "d1",
        at);
  }
}

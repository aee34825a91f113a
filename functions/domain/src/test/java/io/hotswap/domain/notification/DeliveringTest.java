package io.hotswap.domain.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.notification.DeliveryState.Delivered;
import io.hotswap.domain.notification.DeliveryState.GivenUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DeliveringTest {
  private final PostOffice office = new PostOffice();

  @Test
  void a_message_goes_out_by_every_channel_once() {
    var message = office.message();
    office.sweep();
    office.now = office.now.plusSeconds(3600);
    office.sweep();
    assertEquals(List.of(message.id()), office.email.taken);
    assertEquals(List.of(message.id()), office.slack.taken);
    assertEquals(Optional.of(PostOffice.START), office.outbox.get(message).closedAt());
  }

  @Test
  void a_provider_down_for_an_hour_loses_nothing_and_holds_up_nobody_else() {
    office.email.mood = office.email::down;
    List<Message> sent = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      sent.addAll(office.messages(4));
      office.sweepEveryMinute(Duration.ofMinutes(1));
      assertEquals(sent.size(), office.slack.taken.size());
    }
    assertEquals(List.of(), office.email.taken);

    office.email.mood = office.email::takes;
    office.sweepEveryMinute(Duration.ofMinutes(6));
    assertEquals(ids(sent), new HashSet<>(office.email.taken));
    assertEquals(sent.size(), office.email.taken.size());
    assertEquals(sent.size(), office.slack.taken.size());
    assertEquals(0, office.outbox.open());
  }

  @Test
  void a_down_provider_is_asked_once_a_look_not_once_a_message() {
    office.email.mood = office.email::down;
    office.messages(200);
    office.delivering().deliverNow(List.of());
    office.sweepEveryMinute(Duration.ofMinutes(1));
    assertTrue(office.email.asked <= 5, "asked " + office.email.asked);
    assertEquals(200, office.slack.taken.size());
  }

  @Test
  void a_message_that_cannot_be_written_holds_up_no_other() {
    for (int i = 0; i < 3; i++) {
      var broken = office.message();
      office.outbox.refused.add(broken.id());
      var others = office.messages(2);
      var failure = assertThrows(PartialFailure.class, office::sweep);
      assertTrue(failure.failures().containsKey(broken.id().toString()));
      assertEquals(office.outbox.refused.size(), failure.failures().size());
      assertTrue(office.email.taken.containsAll(ids(others)));
      assertTrue(office.slack.taken.containsAll(ids(others)));
    }
    var ids = office.outbox.refused;
    assertThrows(PartialFailure.class, () -> office.delivering().deliverNow(ids), "told there too");
    office.outbox.refused.clear();
    office.sweepEveryMinute(Duration.ofMinutes(2));
    assertEquals(0, office.outbox.open());
  }

  @Test
  void only_what_a_provider_took_without_saying_so_comes_twice() {
    var first = office.message();
    office.email.mood = office.email::takesWithoutSayingSo;
    office.delivering().deliverNow(List.of(first.id()));
    office.email.mood = office.email::takes;
    var others = office.messages(5);
    office.sweepEveryMinute(Duration.ofMinutes(2));
    assertEquals(7, office.email.taken.size());
    assertEquals(2, office.email.taken.stream().filter(first.id()::equals).count());
    assertTrue(office.email.taken.containsAll(ids(others)));
    assertEquals(6, office.slack.taken.size());
  }

  @Test
  void a_crash_between_sending_and_writing_doubles_only_that_channel_of_that_message() {
    var messages = office.messages(3);
    office.slack.mood =
        message -> {
          office.outbox.beforeWrite = PostOffice::crash;
          return office.slack.takes(message);
        };
    assertThrows(AssertionError.class, office::sweep);
    office.outbox.beforeWrite = () -> {};
    office.slack.mood = office.slack::takes;

    office.sweep();
    assertEquals(3, office.email.taken.size());
    assertEquals(3, office.slack.taken.size(), "its lease still holds");
    office.now = office.now.plus(DeliveryTimes.DEFAULT.lease());
    office.sweep();
    assertEquals(3, office.email.taken.size());
    assertEquals(4, office.slack.taken.size());
    assertEquals(ids(messages), new HashSet<>(office.slack.taken));
  }

  @Test
  void whoever_comes_in_the_middle_of_a_sending_leaves_it_alone() {
    var message = office.message();
    office.email.mood =
        it -> {
          assertEquals(List.of(), office.delivering().sweep(office.now.plusSeconds(10)));
          assertEquals(List.of(), office.delivering().deliverNow(List.of(it.id())));
          return office.email.takes(it);
        };
    office.sweep();
    assertEquals(List.of(message.id()), office.email.taken);
    assertEquals(List.of(message.id()), office.slack.taken);
  }

  @Test
  void many_at_once_send_once() throws Exception {
    var messages = office.messages(100);
    try (var executor = Executors.newFixedThreadPool(4)) {
      Callable<Object> sweep = () -> office.delivering().sweep(office.now.plusSeconds(10));
      for (var done : executor.invokeAll(List.of(sweep, sweep, sweep, sweep))) {
        done.get();
      }
    }
    assertEquals(100, office.email.taken.size());
    assertEquals(ids(messages), new HashSet<>(office.email.taken));
    assertEquals(100, office.slack.taken.size());
  }

  @Test
  void a_blip_is_over_within_the_sweep() {
    office.email.mood =
        message ->
            office.now.isBefore(PostOffice.START.plusSeconds(2))
                ? office.email.down(message)
                : office.email.takes(message);
    office.messages(10);
    office.sweep();
    assertEquals(10, office.email.taken.size());
    assertEquals(PostOffice.START.plusSeconds(3), office.now);
  }

  @Test
  void a_message_that_is_wrong_is_parked_and_the_others_go_out() {
    var wrong = office.message();
    office.slack.mood = it -> it.equals(wrong) ? office.slack.rejects(it) : office.slack.takes(it);
    office.messages(3);
    office.sweep();
    assertTrue(office.outbox.get(wrong).parked());
    assertEquals(
        new GivenUp(PostOffice.START, 1, "invalid_payload"),
        office.outbox.get(wrong).states().get("slack"));
    assertEquals(new Delivered(PostOffice.START), office.outbox.get(wrong).states().get("email"));
    assertEquals(0, office.outbox.open());
    assertEquals(3, office.slack.taken.size());
  }

  @Test
  void a_message_that_is_never_taken_holds_up_the_others_for_half_a_minute_at_most() {
    var never = office.message();
    office.email.mood = it -> it.equals(never) ? office.email.down(it) : office.email.takes(it);
    office.sweepEveryMinute(Duration.ofHours(1));
    for (int i = 0; i < 10; i++) {
      var others = office.messages(40);
      office.sweepEveryMinute(Duration.ofMinutes(2));
      assertTrue(office.email.taken.containsAll(ids(others)), "round " + i);
    }
  }

  @Test
  void after_seven_days_a_message_is_parked() {
    office.email.mood = office.email::down;
    var message = office.message();
    office.sweepEveryMinute(Duration.ofDays(7).minusMinutes(6));
    assertEquals(1, office.outbox.open());
    office.sweepEveryMinute(Duration.ofMinutes(12));
    assertEquals(0, office.outbox.open());
    assertTrue(office.outbox.get(message).parked());
  }

  @Test
  void nothing_is_begun_after_the_deadline() {
    office.messages(10);
    office.email.mood =
        message -> {
          office.now = office.now.plusSeconds(5);
          return office.email.takes(message);
        };
    office.sweep();
    assertEquals(3, office.email.taken.size());
    assertEquals(3, office.slack.taken.size());
  }

  @Test
  void where_no_channel_is_there_is_nothing_to_do() {
    var message = office.message();
    office.delivering(List.of()).sweep(office.now.plusSeconds(10));
    assertEquals(0, office.outbox.open());
    assertEquals(false, office.outbox.get(message).parked());
  }

  private static HashSet<UUID> ids(List<Message> messages) {
    return new HashSet<>(messages.stream().map(Message::id).toList());
  }
}

package io.hotswap.domain.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.notification.Channel.Delivery.Postponed;
import io.hotswap.domain.notification.DeliveryState.GivenUp;
import io.hotswap.domain.notification.DeliveryState.Retrying;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryTimesTest {
  private static final Message MESSAGE = new PostOffice().message();
  private static final Instant NOW = PostOffice.START;

  @Test
  void waits_double_from_a_second_to_five_minutes() {
    List<Long> waits = new ArrayList<>();
    for (int attempts = 1; attempts <= 11; attempts++) {
      waits.add(wait(attempts, Optional.empty()));
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L), waits);
    assertEquals(300, wait(100_000, Optional.empty()));
  }

  @Test
  void a_provider_may_ask_for_more_but_not_for_ever() {
    assertEquals(90, wait(1, Optional.of(Duration.ofSeconds(90))));
    assertEquals(8, wait(4, Optional.of(Duration.ofSeconds(3))));
    assertEquals(3600, wait(1, Optional.of(Duration.ofDays(30))));
  }

  @Test
  void the_last_attempt_is_the_last_one_before_seven_days_are_over() {
    var last = NOW.plus(Duration.ofDays(7)).minusSeconds(300);
    assertInstanceOf(Retrying.class, after(20, last));
    assertEquals(new GivenUp(last.plusSeconds(1), 20, "down"), after(20, last.plusSeconds(1)));
  }

  private static long wait(int attempts, Optional<Duration> requested) {
    var state =
        DeliveryTimes.DEFAULT.after(new Postponed("down", requested), attempts, MESSAGE, NOW);
    var retrying = assertInstanceOf(Retrying.class, state);
    assertEquals(attempts, retrying.attempts());
    return Duration.between(NOW, retrying.next()).toSeconds();
  }

  private static DeliveryState after(int attempts, Instant now) {
    return DeliveryTimes.DEFAULT.after(
        new Postponed("down", Optional.empty()), attempts, MESSAGE, now);
  }
}

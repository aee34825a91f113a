package io.hotswap.domain.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A node whose own clock is off asks a store again and again.
class ControlPlaneClockTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.300Z");
  private static final Duration EXACTLY = Duration.ofMillis(1_100);

  private final Random random = new Random(16);
  // Milliseconds since noon, by which the world goes on.
  private long passed;
  private Duration off = Duration.ZERO;

  private ControlPlaneClock clock(Duration wrongBy) {
    off = wrongBy;
    return new ControlPlaneClock(own(), () -> passed * 1_000_000);
  }

  private Clock own() {
    return new Clock() {
      @Override
      public Instant instant() {
        return truth().plus(off);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
      }
    };
  }

  private Instant truth() {
    return NOON.plusMillis(passed);
  }

  /// @param most milliseconds that a way takes
  private void asks(ControlPlaneClock clock, int most) {
    long sent = clock.monotonicMillis();
    passed += random.nextInt(most);
    var date = truth().truncatedTo(ChronoUnit.SECONDS);
    passed += random.nextInt(most);
    clock.adjust(date, sent);
    passed += 700;
  }

  private void assertRight(ControlPlaneClock clock) {
    var error = Duration.between(truth(), clock.instant()).abs();
    assertTrue(error.compareTo(EXACTLY) < 0, () -> "off by " + error + " where it was " + off);
  }

  private void assertTold(Duration expected, ControlPlaneClock clock) {
    var error = expected.minus(clock.localClockAhead()).abs();
    assertTrue(error.compareTo(EXACTLY) < 0, () -> "said: " + clock.localClockAhead());
  }

  @Test
  void the_first_answer_sets_a_clock_right_that_is_slow_fast_or_hours_off() {
    for (var wrongBy :
        new Duration[] {
          Duration.ofSeconds(-15), Duration.ofHours(1), Duration.ofMinutes(3), Duration.ofDays(-9)
        }) {
      var clock = clock(wrongBy);
      asks(clock, 40);
      assertRight(clock);
      assertTold(wrongBy, clock);
    }
  }

  @Test
  void a_right_clock_is_left_alone_and_never_steps() {
    var clock = clock(Duration.ofMillis(400));
    for (int i = 0; i < 1_000; i++) {
      asks(clock, 40);
      assertEquals(truth().plusMillis(400), clock.instant());
      assertEquals(Duration.ZERO, clock.localClockAhead());
    }
  }

  @Test
  void answers_that_take_long_are_not_believed_more_exactly_than_they_can_be() {
    var clock = clock(Duration.ofMinutes(3));
    asks(clock, 40);
    var before = clock.instant();
    long then = passed;
    for (int i = 0; i < 100; i++) {
      asks(clock, 9_000);
      assertRight(clock);
    }
    assertEquals(before.plusMillis(passed - then), clock.instant(), "and it did not step");
  }

  @Test
  void time_goes_on_evenly_when_the_own_clock_is_set() {
    var clock = clock(Duration.ofHours(1));
    asks(clock, 40);
    var before = clock.instant();
    long then = passed;
    off = Duration.ZERO;
    assertEquals(before.plusMillis(passed - then), clock.instant());
    asks(clock, 40);
    assertRight(clock);
    assertEquals(Duration.ZERO, clock.localClockAhead());
  }

  @Test
  void a_machine_that_slept_is_right_again_with_the_next_answer() {
    var clock = clock(Duration.ofSeconds(-15));
    asks(clock, 40);
    // What goes on evenly stood still meanwhile.
    long asleep = Duration.ofMinutes(10).toMillis();
    long sent = clock.monotonicMillis();
    clock.adjust(truth().plusMillis(asleep).truncatedTo(ChronoUnit.SECONDS), sent);
    var error = Duration.between(truth().plusMillis(asleep), clock.instant()).abs();
    assertTrue(error.compareTo(EXACTLY) < 0, () -> "off by " + error);
  }

  @Test
  void until_the_first_answer_what_was_known_last_counts() {
    off = Duration.ofHours(1);
    var clock = new ControlPlaneClock(own(), () -> passed * 1_000_000, Duration.ofHours(1));
    assertEquals(truth(), clock.instant());
    assertEquals(Duration.ZERO, clock.localClockAhead(), "nobody has said so yet");
    asks(clock, 40);
    assertRight(clock);
    assertTold(Duration.ofHours(1), clock);
  }
}

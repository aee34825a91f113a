package io.hotswap.domain.deployment.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0S, 1",
    "PT0.5S, PT1S, 1",
    "PT30S, PT30S, 30",
    "PT5M, PT5M, 60",
    "PT20S, PT5M, 20",
    "PT1H, PT1H, 360",
    "PT16H48M, PT16H48M, 6048",
  })
  void what_waits_is_looked_at_once_a_minute_or_ten_times(
      Duration left, Duration wait, int seconds) {
    assertEquals(seconds, PollSchedule.idlePollSeconds(left, wait));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 1", "PT1S, 1", "PT1M, 1", "PT1M1S, 2", "PT5M, 5", "PT10M, 10", "P7D, 10"})
  void waits_are_counted_as_they_are_looked_at(Duration wait, int looks) {
    assertEquals(looks, PollSchedule.idlePolls(wait));
  }

  /// Looks at the evidence as the machines wait for them.
  @ParameterizedTest
  @CsvSource({"PT30S, PT0S", "PT5M, PT5M", "PT24H, PT24H", "PT72H, PT24H", "P7D, P7D"})
  void evidence_is_looked_at_often_at_first_and_a_few_dozen_times_at_most(
      Duration period, Duration extension) {
    var elapsed = Duration.ZERO;
    int last = 1;
    int looks = 0;
    while (elapsed.compareTo(period.plus(extension)) < 0) {
      int gap = PollSchedule.pollSeconds(elapsed, period, extension);
      boolean cut = elapsed.plusSeconds(gap).compareTo(period) == 0;
      assertTrue(gap >= last || cut || period.plus(extension).minus(elapsed).toSeconds() == gap);
      last = cut ? 1 : gap;
      elapsed = elapsed.plusSeconds(gap);
      looks++;
    }
    assertEquals(period.plus(extension), elapsed);
    assertTrue(looks <= 60, "looks: " + looks);
  }
}
